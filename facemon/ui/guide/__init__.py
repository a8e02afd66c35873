"""The user's guide: read, shown, and opened at what the user is doing."""
