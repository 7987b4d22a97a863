import pytest

from palace.desktop.actions import ACTIONS
from palace.desktop.importing.report import RESULTS
from palace.desktop.settings import SECTIONS
from palace.desktop.theme import DARK, LIGHT, PLAQUE, Theme, Tokens
from palace.desktop.theme.icons import UnknownIconError, has_icon
from palace.desktop.theme.tokens import Rgb, contrast, over, rgb
from palace.desktop.wording import KIND_ICONS
from palace.scene.characters import CHARACTERS

TEXT = 4.5
EDGE = 3.0

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
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_every_pair_of_colours_can_be_read(tokens: Tokens, capsys: pytest.CaptureFixture) -> None:
    rows = [(f"{a} on {b}", getattr(tokens, a), getattr(tokens, b), n) for a, b, n in PAIRS]
    rows += [(f"why {name}", value, tokens.paper, EDGE) for name, value in tokens.why.items()]
    rows += [(f"wing {name}", value, tokens.paper, EDGE) for name, value in tokens.wings.items()]
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
def test_plaques_can_be_read_over_any_scene(ground: Rgb) -> None:
    surface = over(PLAQUE.surface, PLAQUE.alpha, ground)
    for ink in (PLAQUE.ink, PLAQUE.ink2, PLAQUE.gold):
        assert contrast(rgb(ink), surface) >= TEXT


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_character_of_a_wing_has_a_colour() -> None:
    assert set(LIGHT.wings) == set(DARK.wings) == set(CHARACTERS)


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
