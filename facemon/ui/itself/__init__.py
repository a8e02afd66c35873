"""What facemon has to say of itself: a fault of its own, how it ended the last time, a newer version."""
