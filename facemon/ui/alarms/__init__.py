"""Alarms as the window has them: what is owed, and what a guard does about it."""
