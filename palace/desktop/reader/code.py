"""Code in three quiet colours: words of the language, text, remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from palace.desktop.theme import Tokens

_LONGEST = 20_000


def colour_code(text: str, language: str, tokens: Tokens) -> Iterator[tuple[str, str]]:
    """Yield pieces of code with their colour; together they are the text.

    Parameters
    ----------
    language
        As the fence names it; an unknown one, or a very long text, stays plain.
    """
    if not language or len(text) > _LONGEST:
        yield text, tokens.ink
        return
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        yield text, tokens.ink
        return
    for kind, piece in lexer.get_tokens(text):
        name = str(kind)  # as "Token.Literal.String.Doc"
        if name.startswith(("Token.Keyword", "Token.Operator.Word")):
            yield piece, tokens.accent
        elif name.startswith("Token.Literal.String"):
            yield piece, tokens.gold
        elif name.startswith("Token.Comment"):
            yield piece, tokens.ink3
        else:
            yield piece, tokens.ink
