"""Export: a palace as files that other programs read, and from which it can be given back."""

from palace.export.folder import Exported, Format, export_palace

__all__ = ["Exported", "Format", "export_palace"]
