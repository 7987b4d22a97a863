"""Everything that changes a palace: one file a verb, and the registry that finds them by name."""

from palace.lazily import offered

__getattr__, __all__ = offered(__name__, __file__)
