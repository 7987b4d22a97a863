"""Every command in one place: the palette, and the page of shortcuts."""
