"""Pictures that are not for everybody's eyes, and what is kept of people."""
