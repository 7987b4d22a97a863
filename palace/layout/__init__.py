"""The palace's plan: rooms from meaning, chosen once, then permanent.

Who only looks at a plan (the window, before its first picture) does not pay for the means of
building one.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
