"""The report of a shift: on screen, on paper, as a table; and the note from one shift to the next."""
