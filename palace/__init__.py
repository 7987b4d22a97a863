"""Palace: what you wrote, read and discussed, as objects in rooms you walk through."""

__version__ = "0.1.0"
