"""``palace formats``: what can be imported, and how one gets it out of each product."""

from __future__ import annotations

import click

from palace.cli.call import Call, palace_options, plain


@click.command("formats", short_help="What can be imported, and how to export it.")
@palace_options
def formats_command(call: Call) -> None:
    """List every format: what is recognised, how one exports it, what becomes of it.

    The name at the left is what `palace import --as` takes.
    """
    from palace.importers import importers

    known = importers()
    if call.json:
        call.answer([{"format": each.kind, **plain(each.about)} for each in known])
        return
    console = call.console
    for each in known:
        about = each.about
        console.print(f"[bold]{each.kind}[/]  {about.product}", highlight=False)
        rows = (
            ("reads", about.reads),
            ("export", about.export),
            ("becomes", about.becomes),
            ("not yet", about.limits),
        )
        for name, told in rows:
            if told:
                console.print(f"  {name:8} {told}", markup=False, highlight=False)
