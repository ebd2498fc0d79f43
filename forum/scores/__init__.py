"""The accountability score of a unit for a month: its evidence, its formula, what is published of it."""
