import itertools
import math

import pytest

from palace.desktop.actions import ACTIONS
from palace.desktop.importing.report import RESULTS
from palace.desktop.settings import SECTIONS
from palace.desktop.theme import (
    DARK,
    DARK_CONTRAST,
    LIGHT,
    LIGHT_CONTRAST,
    Theme,
    Tokens,
)
from palace.desktop.theme.icons import UnknownIconError, has_icon
from palace.desktop.theme.tokens import Rgb, contrast, over, rgb
from palace.desktop.wording import KIND_ICONS
from palace.scene.characters import CHARACTERS

TEXT = 4.5
EDGE = 3.0
MORE_TEXT = 7.0
MORE_EDGE = 4.5
"""What WCAG 2.2 asks: 1.4.3 (AA) and 1.4.11; 1.4.6 (AAA), and for lines the text's AA."""

NORMAL, MORE = (LIGHT, DARK), (LIGHT_CONTRAST, DARK_CONTRAST)

PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "ink2", "ink3") for ground in ("paper", "raised")],
    *[(ink, ground, TEXT) for ink in ("ink", "ink2", "ink3") for ground in ("chrome", "sunken")],
    ("ink", "selection", TEXT),
    ("ink2", "selection", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "chrome", TEXT),
    ("accent", "selection", TEXT),
    ("accent", "sunken", TEXT),
    ("on_accent", "accent", TEXT),
    ("on_accent2", "accent", TEXT),
    ("on_mark", "mark", TEXT),
    ("gold", "paper", TEXT),
    ("gold", "raised", TEXT),
    ("gold", "sunken", TEXT),
    ("danger", "raised", TEXT),
    ("ok", "raised", TEXT),
    ("edge", "paper", EDGE),
    ("edge", "raised", EDGE),
    ("edge", "chrome", EDGE),
    *[("focus", ground, EDGE) for ground in ("paper", "raised", "chrome", "sunken", "selection")],
]

MORE_PAIRS = [
    *[(ink, ground, MORE_TEXT if need == TEXT else MORE_EDGE) for ink, ground, need in PAIRS[:-5]],
    ("accent", "raised", MORE_TEXT),
    ("danger", "paper", MORE_TEXT),
    ("danger", "selection", MORE_TEXT),
    ("ok", "selection", MORE_TEXT),
    ("gold", "selection", MORE_TEXT),
    *[("line", ground, MORE_EDGE) for ground in ("paper", "raised", "chrome", "sunken")],
    *[("edge", ground, MORE_EDGE) for ground in ("sunken", "selection")],
    *[("scroll", ground, MORE_EDGE) for ground in ("paper", "raised", "sunken")],
    *[("focus", ground, MORE_EDGE) for ground in ("paper", "raised", "chrome", "sunken")],
    ("focus", "accent", EDGE),
]
"""A ring lies on a primary button as well, and must differ from what was there without it."""


@pytest.mark.parametrize("tokens", [*NORMAL, *MORE], ids=lambda tokens: tokens.name)
def test_every_pair_of_colours_can_be_read(tokens: Tokens, capsys: pytest.CaptureFixture) -> None:
    pairs, edge = (MORE_PAIRS, MORE_EDGE) if tokens.contrast else (PAIRS, EDGE)
    rows = [(f"{a} on {b}", getattr(tokens, a), getattr(tokens, b), n) for a, b, n in pairs]
    rows += [(f"why {name}", value, tokens.paper, edge) for name, value in tokens.why.items()]
    rows += [(f"wing {name}", value, tokens.paper, edge) for name, value in tokens.wings.items()]
    poor = []
    with capsys.disabled():
        print(f"\n{tokens.name}")  # noqa: T201
        for name, ink, ground, need in rows:
            ratio = contrast(ink, ground)
            print(f"  {name:22} {ratio:5.2f}")  # noqa: T201
            if ratio < need:
                poor.append(f"{name} {ratio:.2f} < {need}")
    assert not poor


@pytest.mark.parametrize("ground", [(255, 255, 255), (250, 236, 205), (0, 0, 0)])
@pytest.mark.parametrize("tokens", [LIGHT, LIGHT_CONTRAST], ids=lambda tokens: tokens.name)
def test_plaques_can_be_read_over_any_scene(ground: Rgb, tokens: Tokens) -> None:
    plaque = tokens.plaque
    surface = over(plaque.surface, plaque.alpha, ground)
    for ink in (plaque.ink, plaque.ink2, plaque.gold):
        assert contrast(rgb(ink), surface) >= (MORE_TEXT if tokens.contrast else TEXT)


@pytest.mark.parametrize("tokens", MORE, ids=lambda tokens: tokens.name)
def test_with_more_contrast_nothing_shines_through_and_lines_are_wide(tokens: Tokens) -> None:
    assert tokens.plaque.alpha == tokens.plaque.line_alpha == 255
    assert tokens.ring >= 3
    assert tokens.stroke >= 2
    assert contrast(tokens.plaque.ink, tokens.plaque.surface) == pytest.approx(21)


@pytest.mark.parametrize("tokens", MORE, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("which", ["why", "wings"])
def test_with_more_contrast_colours_of_a_kind_differ(tokens: Tokens, which: str) -> None:
    labs = [lab(rgb(value)) for value in getattr(tokens, which).values()]
    assert min(math.dist(a, b) for a, b in itertools.combinations(labs, 2)) > 20


def lab(colour: Rgb) -> tuple[float, float, float]:
    """Return CIE L*a*b* under D65 of sRGB values in 0..255 (CIE 15:2004, 8.2.1)."""
    shares = [channel / 255 for channel in colour]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0891
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else t * 841 / 108 + 4 / 29 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_character_of_a_wing_has_a_colour() -> None:
    for tokens in (*NORMAL, *MORE):
        assert set(tokens.wings) == set(CHARACTERS)
        assert set(tokens.why) == set(LIGHT.why)


def test_every_icon_that_is_named_is_in_the_font(qapp: object) -> None:
    named = {action.icon for action in ACTIONS}
    named |= {section.icon for section in SECTIONS}
    named |= {icon for _, icon, _ in RESULTS.values()}
    named |= set(KIND_ICONS.values())
    assert not [name for name in named if not has_icon(name)]


def test_an_unknown_icon_is_refused(theme: Theme) -> None:
    with pytest.raises(UnknownIconError):
        theme.icon("no-such-thing")


def test_icons_show_something_in_their_colour(theme: Theme) -> None:
    picture = theme.icon("compass", "#FF0000").pixmap(32, 32).toImage()
    seen = {
        (picture.pixelColor(x, y).red(), picture.pixelColor(x, y).green())
        for x in range(32)
        for y in range(32)
        if picture.pixelColor(x, y).alpha() > 200
    }
    assert seen
    assert all(red > 200 and green < 60 for red, green in seen)


def test_the_theme_tells_when_it_changes(theme: Theme, qtbot: object) -> None:
    from palace.desktop.theme import Mode

    with qtbot.waitSignal(theme.changed):  # type: ignore[attr-defined]
        theme.set(mode=Mode.DARK, scale=1.5)
    assert theme.dark
    assert theme.font("ui").pixelSize() == 22


def test_more_contrast_goes_with_each_theme_and_follows_the_desktop(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    from palace.desktop.theme import Contrast, Mode
    from palace.desktop.theme import theme as module

    theme.set(mode=Mode.DARK, contrast=Contrast.ON)
    assert theme.tokens is DARK_CONTRAST
    theme.set(mode=Mode.LIGHT)
    assert theme.tokens is LIGHT_CONTRAST
    theme.set(contrast=Contrast.OFF)
    assert theme.tokens is LIGHT
    assert not module.system_wants_contrast()
    asks = True
    monkeypatch.setattr(module, "system_wants_contrast", lambda: asks)
    assert theme.tokens is LIGHT
    theme.set(contrast=Contrast.SYSTEM)
    assert theme.tokens is LIGHT_CONTRAST
    asks = False
    theme._system_changed()
    assert theme.tokens is LIGHT


def test_an_older_qt_that_tells_no_contrast_is_heard_as_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from PySide6.QtGui import QGuiApplication

    from palace.desktop.theme import theme as module

    monkeypatch.setattr(QGuiApplication, "styleHints", object)
    assert not module.system_wants_contrast()
