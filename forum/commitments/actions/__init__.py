"""Acts on commitments: making, keeping, reminding, following."""
