"""What is asked of commitments: one, many, the counts over them, what the worker looks for."""
