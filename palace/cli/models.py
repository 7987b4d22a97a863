"""``palace model``: which model gives the vectors, and another one in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from palace.cli import faults
from palace.cli.call import Call, palace_options
from palace.cli.importing import StopSignal, follower_for

if TYPE_CHECKING:
    from palace.queries import KnownModel


@click.command("model", short_help="See and change the model that gives the meaning.")
@click.argument("action", type=click.Choice(["list", "use", "forget"]), default="list")
@click.argument("name", required=False, metavar="[NAME-OR-PATH]")
@click.option(
    "--query-prompt", metavar="TEXT", help="What the model wants before a question (“query: ”)."
)
@click.option(
    "--passage-prompt", metavar="TEXT", help="What it wants before a passage (“passage: ”)."
)
@click.option("--progress-json", is_flag=True, hidden=True)
@palace_options
def model_command(
    call: Call,
    action: str,
    name: str | None,
    query_prompt: str | None,
    passage_prompt: str | None,
    progress_json: bool,
) -> int:
    """List the models a palace has vectors of, take another into use, or forget one.

    `use` embeds everything anew beside the vectors in use and changes over when all is there:
    nothing moves, every link stays, and finding goes on meanwhile. Ctrl+C stops it; the same
    command goes on. `palace undo` takes the old model back. NAME-OR-PATH is “default”, a folder
    in sentence-transformers' format, or a name on Hugging Face.
    """
    from palace.ops import ForgetModel
    from palace.queries import Models

    if (action == "list") != (name is None):
        raise click.UsageError("Say which model: palace model use NAME-OR-PATH.")
    if action == "use":
        return _use(call, str(name), query_prompt, passage_prompt, progress_json)
    with call.session() as session:
        forgotten = session.run(ForgetModel(str(name))) if action == "forget" else ""
        found = session.ask(Models())
    if call.json:
        call.answer(found)
        return faults.DONE
    if forgotten:
        call.console.print(f"The vectors of {forgotten} are gone.", markup=False)
    for model in found:
        _tell(call, model)
    if not found:
        call.console.print("Nothing is embedded yet; the model that comes with Palace will do it.")
    return faults.DONE


def _tell(call: Call, model: KnownModel) -> None:
    share = "" if model.embedded >= model.keys else f", {model.embedded} of {model.keys} keys"
    state = "in use" if model.in_use else "not in use"
    place = f"  {model.folder}" if model.folder else ""
    call.console.print(
        f"{model.name}  [dim]{model.dimension} numbers a vector, {state}{share}{place}[/]"
    )


def _use(
    call: Call, name: str, query_prompt: str | None, passage_prompt: str | None, as_json: bool
) -> int:
    from palace.embedding import EmbedderClient
    from palace.embedding.finding import find_model
    from palace.jobs import Cancelled, change_model
    from palace.queries import Models

    def tell(what: str) -> None:
        call.messages.print(f"{what} …", markup=False)

    with StopSignal() as stop, call.session(meaning=True) as session:
        source = find_model(
            name, query_prompt=query_prompt, passage_prompt=passage_prompt, tell=tell
        )
        stopped = False
        with EmbedderClient(model=source) as embedder, follower_for(call, as_json) as follower:
            try:
                done = change_model(session, source, embedder, follower.show, stop)
            except Cancelled:
                stopped, done = True, 0
        found = session.ask(Models())
    if call.json:
        call.answer(found)
    elif stopped:
        kept = next(model for model in found if model.name == source.name)
        call.console.print(
            f"Stopped at {kept.embedded} of {kept.keys}; the same command goes on there. The old "
            "model is in use until then."
        )
    else:
        call.console.print(
            f"{source.name} is in use ({done} keys embedded). Everything stands where it stood; "
            "palace undo takes the old model back.",
            markup=False,
        )
    return faults.STOPPED if stopped else faults.DONE
