"""The window comes to the user: what happens outside of it when an alarm wants somebody."""
