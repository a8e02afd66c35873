"""What can be read of a damaged history, without SQLite, which gives up at the first page that is broken."""
