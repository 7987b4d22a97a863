"""The outline: everything in the palace as a tree, for keyboards, screen readers and haste."""
