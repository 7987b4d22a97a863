"""Everything one can ask a palace: one file a question; none of them writes."""

from palace.lazily import offered

__getattr__, __all__ = offered(__name__, __file__)
