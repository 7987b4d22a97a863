"""``palace pack``: what is worth giving to a language model, with citations that lead back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from palace.cli.call import Call, palace_options
from palace.cli.searching import WAKING_SECONDS

if TYPE_CHECKING:
    from palace.queries import ContextPack, Piece


@click.command("pack", short_help="Gather what a language model should read on a question.")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option(
    "--tokens",
    type=click.IntRange(100, 1_000_000),
    default=2000,
    show_default=True,
    help="The room there is, about.",
)
@click.option("--no-wait", is_flag=True, help="Answer by words alone while the model wakes up.")
@palace_options
def pack_command(call: Call, words: tuple[str, ...], tokens: int, no_wait: bool) -> int:
    """Gather the memories worth giving to a language model on a question, as Markdown.

    The best that fit are chosen, each once, in reading order, with citations that lead back
    here: `palace show` takes their ids. WORDS may hold filters, as in a search.
    """
    from palace.queries import Pack

    with call.session(meaning=True) as session:
        wait = 0.0 if no_wait else WAKING_SECONDS
        pack = session.ask(Pack(" ".join(words), tokens, wait))
    if call.json:
        call.answer(pack)
        return 0
    if not pack.meaning:
        call.messages.print("[dim]By words alone: the model of meaning is not there (yet).[/]")
    call.stdout.write(markdown(pack))
    call.messages.print(
        f"[dim]About {pack.tokens:,} tokens; {pack.left_out} more found no room, "
        f"{pack.repeated} say what another says.[/]"
    )
    return 0


def markdown(pack: ContextPack) -> str:
    """Return a pack as Markdown."""
    lines = [f"# From my notes and chats: {pack.question}", ""]
    if not pack.pieces:
        lines += ["Nothing was found.", ""]
    for piece in pack.pieces:
        lines += [f"## [{piece.number}] {piece.title}", "", piece.text, "", _cited(piece), ""]
    return "\n".join(lines)


def _cited(piece: Piece) -> str:
    when = piece.happened_at.isoformat()[:10] if piece.happened_at is not None else ""
    part = "" if piece.whole else "an excerpt"
    about = [piece.source, piece.source_item, when, piece.room, part, f"id {piece.memory}"]
    return f"*{' · '.join(word for word in about if word)}*"
