"""``palace plan``: the floor plan as a drawing, as a document, as one number."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palace.cli.call import Call, palace_options
from palace.model.errors import PalaceError

if TYPE_CHECKING:
    from palace.queries import Survey

_ENDINGS = (".svg", ".png", ".pdf")


@click.command("plan", short_help="The floor plan: drawn, as a document, as one number.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.svg",
    help="Draw it there: .svg, .png or .pdf.",
)
@click.option(
    "--floor", type=click.IntRange(0), metavar="N", help="This storey only, 0 the ground."
)
@click.option("--digest", is_flag=True, help="Only one number that changes when an object moves.")
@palace_options
def plan_command(call: Call, out: Path | None, floor: int | None, digest: bool) -> int:
    """Draw the palace as an architect does, or tell where everything stands."""
    if out is not None and out.suffix.lower() not in _ENDINGS:
        raise click.BadParameter(
            f"{out.name} should end in .svg, .png or .pdf.", param_hint="--out"
        )
    if digest and (out is not None or floor is not None):
        raise click.UsageError("--digest is of the whole palace and draws nothing.")
    if out is None and floor is not None:
        raise click.UsageError("--floor says what to draw; give --out as well.")
    if out is None and not digest and not call.json:
        raise click.UsageError("Say what you want: --out FILE.svg, --json or --digest.")
    from palace.queries import SurveyOf

    with call.session() as session:
        survey = session.ask(SurveyOf())
    if digest:
        if call.json:
            call.answer({"digest": survey.digest, "objects": len(survey.placements)})
        else:
            call.console.print(survey.digest, markup=False)
        return 0
    if out is None:
        call.answer(survey.document())
        return 0
    width, height = _draw(survey, call.folder, out, floor)
    if call.json:
        call.answer({"out": str(out), "floor": floor, "width": width, "height": height})
    else:
        call.console.print(str(out), markup=False)
    return 0


def _draw(survey: Survey, folder: Path, out: Path, floor: int | None) -> tuple[int, int]:
    import os

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    from palace.scene.plan_sheet import Title, storeys, write_sheet

    floors = storeys(survey.plan)
    if not floors:
        raise PalaceError("The palace is still empty; import something and there is a plan.")
    if floor is not None and floor not in floors:
        raise PalaceError(f"There is no storey {floor}; the highest is {max(floors)}.")
    application = QGuiApplication.instance() or QGuiApplication(["palace"])
    out.parent.mkdir(parents=True, exist_ok=True)
    title = Title(
        folder.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize(),
        date.today(),
        len(survey.placements),
    )
    size = write_sheet(
        survey.plan, title, out, floor=floor, occupied=set(survey.placements.values())
    )
    del application
    return size
