"""The feed: what happened at the doors, as cards, newest on top."""
