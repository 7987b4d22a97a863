"""Telling chatter ("thanks", "shorter please") from what one may want to find again."""

from __future__ import annotations

import re

LONGEST = 8
"""Words of a message by a person that may be chatter at most."""
LONGEST_REPLY = 30
"""Words of an answer that may be chatter at most."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARK = re.compile(r"[\w]")

# Words that a message of nothing but chatter is made of. One other word, and it is kept.
_REQUEST_WORDS = """
    a again an and answer be bit bullet can change continue could do elaborate expand explain
    further give go in it keep less list little longer make me more my on one please points
    redo regenerate rephrase retry rewrite same sentence sentences shorten shorter simpler
    simplify some summarise summarize that the them this to too try up version way with words
    you your
    bitte kürzer länger nochmal weiter mach mache es das noch einmal etwas mehr genauer
    plus court encore s'il te plaît más corto por favor continúa otra vez
    ancora più breve continua mais curto"""
_COURTESY_WORDS = """
    ah aha alright amazing awesome brilliant bye cheers cool correct exactly excellent fine
    good got great haha hello hey hi hm hmm hooray interesting k lol lovely many morning evening
    afternoon day nice nope no oh ok okay perfect please right see sorry sure super thank thanks
    thx ty understood very well wonderful wow yay yeah yep yes you u so much a lot it i that's
    that is all for now the help your everything works worked love done later ya np welcome
    danke dankeschön schön vielen dank hallo guten tag abend ja nein toll gut alles klar passt
    prima tschüss servus grüezi merci beaucoup bonjour salut oui non parfait d'accord gracias
    muchas hola sí vale perfecto bueno adiós grazie mille ciao sì va bene perfetto obrigado
    obrigada olá sim"""
_REQUEST_HEAD_WORDS = """
    continue elaborate expand regenerate rephrase retry rewrite shorten shorter simpler simplify
    longer again more go redo kürzer länger nochmal weiter encore corto continúa ancora continua
    try keep summarise summarize less"""
_REQUESTS = frozenset(_REQUEST_WORDS.split())
_COURTESY = frozenset(_COURTESY_WORDS.split())
_REQUEST_HEADS = frozenset(_REQUEST_HEAD_WORDS.split())
_REPLIES = re.compile(
    r"""^\W*(?:
        you(?:['’]re|\sare)\s(?:very\s|most\s)?welcome | no\sproblem | any\s?time | my\spleasure
      | glad\s(?:i|to|that|it|you) | (?:i['’]m|i\sam)\s(?:so\s)?(?:glad|happy\sto\shear)
      | happy\sto\shelp | (?:hello|hi|hey)\b[^.?]*[!.]?\s*(?:how|what)\s(?:can|may|would)
      | hello\W*$ | hi\W*$ | sure\W*$ | of\scourse\W*$ | great\W*$
      | (?:gern\sgeschehen|bitte\s(?:sehr|schön)|kein\sproblem|gerne?\b)
      | (?:de\srien|avec\splaisir|de\snada|prego|di\snulla)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# An answer that goes on to say something is no chatter, however politely it begins.
_SUBSTANCE = re.compile(r"[:\d`]|\n\s*\n|https?|\bbecause\b|\bhere(?:['’]s|\sis|\sare)\b")


def is_chatter(text: str, *, reply: bool = False) -> bool:
    """Return whether a message holds nothing that one may want to find again.

    Parameters
    ----------
    text
        The message.
    reply
        True for the answer of a model, which is chatty in another way than a person.
    """
    if len(text) > 400 or "```" in text:
        return False
    if not _MARK.search(text):
        return True  # "?", "…", a row of smileys
    words = [word.casefold() for word in _WORD.findall(text)]
    if reply:
        if len(words) > LONGEST_REPLY or _SUBSTANCE.search(text):
            return False
        return _REPLIES.match(text) is not None or _is_courtesy(words)
    if not words or len(words) > LONGEST:
        return False
    if any(word.isdigit() for word in words):
        return False
    known = _REQUESTS | _COURTESY
    if any(word in _REQUEST_HEADS for word in words) and all(word in known for word in words):
        return True
    # "Is that much?" asks something, though in the smallest words.
    asks = "?" in text and len(words) > 1
    return not asks and _is_courtesy(words)


def _is_courtesy(words: list[str]) -> bool:
    return len(words) <= LONGEST and bool(words) and all(word in _COURTESY for word in words)
