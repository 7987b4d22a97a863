"""Reading: a memory with its thread, its place and where it came from."""
