"""What there is to know of one device: for whoever looks after it."""
