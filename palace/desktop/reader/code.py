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
    from pygments.token import Comment, Keyword, Operator, String
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        yield text, tokens.ink
        return
    for kind, piece in lexer.get_tokens(text):
        if kind in Keyword or kind is Operator.Word:
            yield piece, tokens.accent
        elif kind in String:
            yield piece, tokens.gold
        elif kind in Comment:
            yield piece, tokens.ink3
        else:
            yield piece, tokens.ink
