"""Devices as a table for a spreadsheet: written, read back, and compared with those that are set up."""
