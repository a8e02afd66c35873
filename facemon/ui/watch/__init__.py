"""This desk's own watch list: who is put on it, who is on it."""
