"""Long work on a palace, with progress and cancel: importing, embedding, placing."""

from palace.lazily import offered

__getattr__, __all__ = offered(__name__, __file__)
