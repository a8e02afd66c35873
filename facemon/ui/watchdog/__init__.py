"""Notices when the window does not answer any more, from outside: by a process of its own.

A thread would not do: code that hangs without letting go of Python's lock holds up every thread of its process.
"""
