"""The window over the history: what happened is found again, by time, by name, by what it was."""
