"""Finding a command by some of its letters."""

from __future__ import annotations


def match(typed: str, title: str) -> tuple[float, tuple[tuple[int, int], ...]] | None:
    """Return how well typed letters fit a title, and which of its letters they are.

    All letters must occur in order. Letters that begin words and letters in a row weigh more.

    Returns
    -------
    score, spans
        The higher the better; half-open ranges of the title. None where it does not fit.
    """
    wanted = [c for c in typed.casefold() if not c.isspace()]
    if not wanted:
        return 0.0, ()
    text = title.casefold()
    whole = text.find(typed.casefold().strip())
    if whole >= 0:
        start = whole == 0 or not text[whole - 1].isalnum()
        size = len(typed.strip())
        return 100.0 + (50.0 if start else 0.0) - whole, ((whole, whole + size),)
    best: tuple[float, list[int]] | None = None
    for begin in (i for i, c in enumerate(text) if c == wanted[0]):
        found = _from(text, wanted, begin)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    if best is None:
        return None
    return best[0], _spans(best[1])


def _from(text: str, wanted: list[str], begin: int) -> tuple[float, list[int]] | None:
    at: list[int] = []
    position = begin
    score = 0.0
    for letter in wanted:
        word = next(
            (
                i
                for i in range(position, len(text))
                if text[i] == letter and (i == 0 or not text[i - 1].isalnum())
            ),
            -1,
        )
        near = text.find(letter, position)
        if near < 0:
            return None
        here = word if word >= 0 and near != position else near
        if not at or here == at[-1] + 1:
            score += 3.0
        if here == 0 or not text[here - 1].isalnum():
            score += 4.0
        score -= 0.1 * (here - position)
        at.append(here)
        position = here + 1
    return score, at


def _spans(letters: list[int]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for letter in letters:
        if spans and spans[-1][1] == letter:
            spans[-1] = (spans[-1][0], letter + 1)
        else:
            spans.append((letter, letter + 1))
    return tuple(spans)
