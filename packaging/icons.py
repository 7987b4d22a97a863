"""Draws assets/icons/palace.svg as PNG files, in the sizes that desktops ask for."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPainterPath
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "assets" / "icons"


def main() -> None:
    """Write palace-<size>.png beside the drawing."""
    app = QGuiApplication(["icons", "-platform", "offscreen"])
    drawing = QSvgRenderer(str(ICONS / "palace.svg"))
    for size in (32, 64, 128, 256, 512):
        image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Qt's SVG knows no clip-path, so the tile's round corners are cut here.
        unit = size / 256
        tile = QPainterPath()
        tile.addRoundedRect(
            QRectF(8 * unit, 8 * unit, 240 * unit, 240 * unit), 54 * unit, 54 * unit
        )
        painter.setClipPath(tile)
        drawing.render(painter, QRectF(0, 0, size, size))
        painter.end()
        image.save(str(ICONS / f"palace-{size}.png"))
    app.quit()


if __name__ == "__main__":
    main()
