"""What every package stands on. Knows no word of the domain."""
