"""The sound process: plays what it is told. Without Qt where the system's own way is known."""
