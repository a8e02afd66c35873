"""What happened, kept on disk exactly once, found again, exported, purged. Knows no device and no Qt."""
