"""What a newcomer does first, by mouse and keys, with every step counted."""
