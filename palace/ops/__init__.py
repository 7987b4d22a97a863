"""Everything that changes a palace: one file a verb, and the registry that finds them by name."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
