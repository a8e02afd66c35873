"""A shift as it is on record: its alarms and what was done with them, in figures and as a table."""
