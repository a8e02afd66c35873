"""Who is on duty: the operator at the desk, and how one takes over from another."""
