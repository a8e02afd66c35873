"""Events out of the history: the dialog that exports them, and the report that can be printed."""
