"""Importing inside the window: a child process, a card that does not block, a report."""
