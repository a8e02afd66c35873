"""Which events need a person, and which sound they make. Pure policy."""
