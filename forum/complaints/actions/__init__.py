"""One function, one act. Each checks the rule, changes, writes the ledger line and queues the notices."""
