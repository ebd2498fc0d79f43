"""The monthly dialogue forum: series, session, agenda, thread, statement, vote, minutes, summary."""
