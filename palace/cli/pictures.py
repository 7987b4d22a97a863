"""``palace shot``: a picture of the palace without a display."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palace.cli.call import Call, palace_options
from palace.model.errors import PalaceError

if TYPE_CHECKING:
    from palace.scene.shot import ShotView

VIEWS: tuple[ShotView, ...] = ("overview", "first-person", "map")


class Size(click.ParamType[tuple[int, int]]):
    """WIDTHxHEIGHT in pixels."""

    name = "WxH"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return (width, height)."""
        if isinstance(value, tuple):
            return value
        match = re.fullmatch(r"(\d+)[x×](\d+)", str(value).strip())
        if match is None:
            self.fail(f"{value!r} is not a size such as 1600x1000.", param, ctx)
        width, height = int(match[1]), int(match[2])
        if not (64 <= width <= 8192 and 64 <= height <= 8192):
            self.fail("A picture has 64 to 8192 pixels on each side.", param, ctx)
        return width, height


@click.command("shot", short_help="Draw a picture, without a display.")
@click.option(
    "--view", type=click.Choice(VIEWS), default="overview", show_default=True, help="Which."
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE.png",
    help="Where to write it.",
)
@click.option("--size", type=Size(), default="1600x1000", show_default=True, help="In pixels.")
@palace_options
def shot_command(call: Call, view: ShotView, out: Path, size: tuple[int, int]) -> int:
    """Draw the palace as a PNG: from above, from a room, or the floor's map."""
    if out.suffix.lower() != ".png":
        raise click.BadParameter(f"{out.name} should end in .png.", param_hint="--out")
    from palace.queries import PlacedObjects, PlanOf

    with call.session() as session:
        plan = session.ask(PlanOf())
        objects = session.ask(PlacedObjects())
    out.parent.mkdir(parents=True, exist_ok=True)
    from palace.scene.shot import shot

    try:
        shot(plan, objects, view=view, size=size, out=out)
    except RuntimeError as error:  # no OpenGL without a display here
        raise PalaceError(str(error)) from error
    if call.json:
        call.answer({"view": view, "out": str(out), "width": size[0], "height": size[1]})
    else:
        call.console.print(str(out), markup=False)
    return 0
