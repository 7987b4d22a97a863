"""Routes that are walked and kept, tours along them, and bookmarks."""
