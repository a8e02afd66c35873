"""Setting facemon up at a new desk, in three steps."""
