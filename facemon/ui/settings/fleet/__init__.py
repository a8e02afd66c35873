"""The settings of many devices: found, edited, imported, exported and checked at once."""
