"""The palace's plan: rooms from meaning, chosen once, then permanent.

Who only looks at a plan (the window, before its first picture) does not pay for the means of
building one.
"""

from palace.lazily import offered

__getattr__, __all__ = offered(__name__, __file__)
