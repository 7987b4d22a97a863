"""From texts to the terms a sign may carry: without marks, names of speakers and chatter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

READ = 480
"""Characters of a text that are read: its title and opening say what it is about."""
_FENCE = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]*`|\$\$.*?\$\$", re.S)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
_DEBRIS = re.compile(
    r"!\[\[[^\]]*\]\]|!\[[^\]]*\]\([^)]*\)"  # what is embedded
    r"|\[\[[^\]|]*\|([^\]]*)\]\]"  # a wikilink with its own words
    r"|\[\[([^\]]*)\]\]"
    r"|\[([^\]]*)\]\([^)]*\)"  # a link
    r"|<[^>\n]*>|https?://\S+|www\.\S+|\S+@\S+|\[!\w+\][+-]?|\S*[/\\]\S*[/\\]\S*|&\w+;"
)
_FILE_ENDING = re.compile(r"\.(?:md|txt|png|jpe?g|gif|svg|pdf|csv|json|ya?ml|py|js|css|html)\b")
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?(?:\+\+|#)?")
_SPEAKER = re.compile(r"^\s*(?:\*\*)?([^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*)?)(?:\*\*)?:\s", re.M)
_GREETED = re.compile(
    r"\b(?:hey|hi|hello|thanks|thank you|thx|bye|wow|congrats|yeah|sure|great|agreed),? "
    r"(?-i:([A-Z][a-z]+))\b",
    re.I,
)
_BREAK = re.compile(r"[.!?;:,()\[\]{}|/\n\"“”«»—–…*]+| - ")
_LANGUAGES = (
    "english", "german", "french", "spanish", "italian", "portuguese", "dutch", "swedish",
    "danish", "norwegian", "finnish", "polish", "czech", "hungarian", "turkish", "romanian",
    "russian", "ukrainian", "greek", "catalan", "indonesian",
)  # fmt: skip
_ROLES = frozenset({"you", "user", "assistant", "chatgpt", "claude", "human", "ai", "system", "me"})
_SMALL_TALK = """
    able absolutely accept acceptance accepted actually add added adding adds adorable advice
    ago agree allow allows also always amazing another answer answers anything appear appears
    appreciate appreciated around ask asked asking assist ate available awesome back based
    basically beautiful become becomes believe best bet better big bit blast boost boosting
    boy bring brings brought build built bye call calling calls came can't cannot care case
    cases catch caught challenge challenges challenging change changes chat chats check
    checked checking cheer cheering choose chosen click come comes comfy coming congrats
    congratulations contain contains continue cool couldn't count counting counts courage
    crazy create created creates creating current currently cute day days dear decision
    dedication default definitely descision deserve deserves didn't difference differences
    different display displays doesn't don't dream dreams each easily easy eat eats effort
    efforts eight emotion emotions enable enabled enjoy enjoyed enough etc even evening event
    events ever every everyone everything exactly example examples excited exciting exist
    exists experience experiences explain explained explanation explanations fact false
    fantastic fast faster favorite favourite feel feeling feels felt find finding finds first
    five folks follow following follows found four fresh friend friends full fun gain gaining
    general get gets getting girl give given gives giving glad go goes going gone gonna good
    gorgeous got gotta grateful great great-looking greatly guess guy guys haha half happen
    happened happening happens happiness happy hard he'd he's hear hearing hello help helped
    helping helps hey high hits honest honestly hope hour hours huge hundred i'd i'll i'm i've
    idea ideas image images impact important include included includes including incredible
    info information inspiration inspire inspired inspires inspiring instead interesting isn't
    it's join joined journey joy just keep keeping kept kid kind kindness know knowing large
    larger last lately learn learned learning leave leaving left less let let's lets life like
    liked likes list lists little live lived lives living lol long longer look looking looks
    lot lots love loved loves loving low lucky made main make makes making man many matter
    matters maybe mean meaning means meant memories memory men minute minutes mix mixed moment
    moments month morning motivate motivated motivating motivation much multiple must must-see
    name names need needed needs never new next nice night nine nope note notes nowadays
    number offer ok okay old once open opens opportunities opportunity page pages part parts
    passed passing passion passionate peaceful people per perfect person photo photos pic pics
    picture piece plan planning plans please pleasure point points positive positivity press
    pretty progress proud push pushing put question questions quit quite rather read reads
    ready real real-life really reason reasons receive recently recommend recommendation
    refreshing relax relaxing rely remember reminder reminds require required requires result
    results return returns rewrite ride right rough safe said save saved say saying says
    second section see seeing seen select selected sense set sets seven share shared shares
    sharing she'd she's short shorter show showing shown shows side simply single six slow
    slowly small smaller someone something soon sorry sound sounds special specific spread
    spreading stand stands start started starting stay staying stays still stress strong
    stronger stuff super super-excited support supporting supportive sure sure-fire sweet take
    takes taking talk talked talking tell telling ten tend tends thank thanks thankyou that's
    there's they're thick thin thing things think thinking thought thousand three time times
    today together told tomorrow took totally touch tough tried true trust try trying turn
    turned turns twice two type types unique use used user users uses using version versions
    via vibe vibes wait waiting wanna want wanted wanting wasn't watch watched way ways we're
    week weekend weeks well went what's whether wild wish within without woman women won't
    wonder wonderful work worked working works worries worry wouldn't wow yeah year years yep
    yes yesterday you're yum yummy
"""
_CHATTER = frozenset(_SMALL_TALK.split())


@dataclass(frozen=True, slots=True)
class Terms:
    """Which text speaks of what.

    Parameters
    ----------
    words
        The terms as they should be written on a sign.
    doc, term, weight
        Three equally long arrays: a text, a term in it, and 1 or, where the title has it, more.
    keys
        The terms' folded words, to compare them by.
    """

    words: list[str]
    doc: NDArray[np.int64]
    term: NDArray[np.int64]
    weight: NDArray[np.float64]
    keys: list[tuple[str, ...]]


_TITLE_WEIGHT = 2.0


def terms_of(texts: Sequence[str]) -> Terms:
    """Return the words and pairs of words in the texts that a sign may carry."""
    cleaned = [clean(t[: 2 * READ])[:READ] for t in texts]
    silent = _silent_words(cleaned) | _speakers(texts)
    forms: dict[str, Counter[str]] = {}
    numbers: dict[tuple[str, ...], int] = {}
    doc: list[int] = []
    term: list[int] = []
    weight: list[float] = []
    for i, text in enumerate(cleaned):
        found: dict[tuple[str, ...], float] = {}
        value = _TITLE_WEIGHT
        for line in text.split("\n"):
            for phrase in _BREAK.split(line):
                before = ""
                for word in _WORD.findall(phrase):
                    key = word.lower().replace("’", "'")
                    if _is_silent(key, silent):
                        # A stop word between two words parts them: no pair across it.
                        before = ""
                        continue
                    key = key.removesuffix("'s")
                    forms.setdefault(key, Counter())[word.removesuffix("'s")] += 1
                    found[(key,)] = max(value, found.get((key,), 0))
                    if before and before != key:
                        found[(before, key)] = max(value, found.get((before, key), 0))
                    before = key
            if line.strip():
                value = 1.0
        for key_, v in found.items():
            doc.append(i)
            term.append(numbers.setdefault(key_, len(numbers)))
            weight.append(v)
    return _folded(numbers, forms, doc, term, weight)


def _is_silent(key: str, silent: frozenset[str]) -> bool:
    bare = key.removesuffix("'s")
    if len(bare) < 3 or bare in silent or key in silent or "'" in bare:
        return True
    # Adverbs and past participles make no English sign ("family" and "seed" are short enough).
    return bare.isascii() and len(bare) > 6 and bare.endswith(("ly", "ed"))


def _folded(
    numbers: dict[tuple[str, ...], int],
    forms: dict[str, Counter[str]],
    doc: list[int],
    term: list[int],
    weight: list[float],
) -> Terms:
    """Take a word and its plural for one, written as it is most often."""
    singular = {w: w[:-1] for w in forms if w.endswith("s") and w[:-1] in forms and len(w) > 4}
    singular |= {w: w[:-3] + "y" for w in forms if w.endswith("ies") and w[:-3] + "y" in forms}
    together: dict[str, Counter[str]] = {}
    for word, counted in forms.items():
        together.setdefault(singular.get(word, word), Counter()).update(counted)
    written = {w: _written(c) for w, c in together.items()}
    renumbered: dict[tuple[str, ...], int] = {}
    to = np.empty(len(numbers), np.int64)
    for key, number in numbers.items():
        folded = tuple(singular.get(w, w) for w in key)
        to[number] = renumbered.setdefault(folded, len(renumbered))
    keys = list(renumbered)
    docs = np.array(doc, np.int64)
    terms = to[np.array(term, np.int64)] if term else np.zeros(0, np.int64)
    pairs = docs * max(len(keys), 1) + terms
    _, first = np.unique(pairs, return_index=True)  # both forms in one text count once
    return Terms(
        [" ".join(written[w] for w in key) for key in keys],
        docs[first],
        terms[first],
        np.array(weight, np.float64)[first],
        keys,
    )


def _written(counted: Counter[str]) -> str:
    """Return the commonest spelling, capitalised; CSS and iOS keep theirs."""
    form = min(counted.items(), key=lambda kv: (-kv[1], kv[0]))[0].replace("’", "'")
    inner = form[1:]
    if inner.isupper() and (len(form) <= 4 or not form.isalpha()):
        return form
    if not inner.islower() and not form.isupper() and any(c.isupper() for c in inner):
        return form if "-" not in form else "-".join(p[:1].upper() + p[1:] for p in form.split("-"))
    lower = form.lower()
    return lower[:1].upper() + lower[1:]


def clean(text: str) -> str:
    """Return a text without front matter, code, links' targets, tags and file names."""
    text = _FENCE.sub(" ", _FRONT_MATTER.sub("", text))
    text = _DEBRIS.sub(lambda m: m[1] or m[2] or m[3] or " ", text)
    return _FILE_ENDING.sub(" ", text)


def _speakers(texts: Sequence[str]) -> frozenset[str]:
    """Return the names of those who talk: before a colon at a line's beginning, or greeted."""
    seen: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    greeted: Counter[str] = Counter()
    for text in texts:
        names = [n.lower() for n in _SPEAKER.findall(text[: 2 * READ])]
        seen.update(set(names))
        lines.update(names)
        greeted.update({n.lower() for n in _GREETED.findall(text[: 2 * READ])})
    # A label such as "Tip:" opens one line of a text; those who talk come again within it, or
    # open a large share of all texts.
    many = max(3, 0.04 * len(texts))
    found = {n for n, c in seen.items() if c >= 2 and (lines[n] >= 1.5 * c or c >= many)}
    found |= {n for n, c in greeted.items() if c >= 2}
    return frozenset(w for n in found for w in n.split()) | _ROLES


def _silent_words(texts: Sequence[str]) -> frozenset[str]:
    """Return the stop words of the languages that the texts are written in, and chatter."""
    lists = _stop_words()
    step = max(1, len(texts) // 400)  # a sample is enough to know the languages
    won: Counter[str] = Counter()
    for text in texts[::step]:
        words = [w.lower() for w in _WORD.findall(text)]
        hits = {lang: sum(w in stop for w in words) for lang, stop in lists.items()}
        best = max(hits, key=lambda lang: (hits[lang], lang == "english"), default="english")
        if hits[best] >= 0.15 * max(len(words), 1):
            won[best] += 1
    spoken = {lang for lang, n in won.items() if n >= max(1, 0.03 * won.total())} or {"english"}
    return frozenset().union(_CHATTER, *(lists[lang] for lang in sorted(spoken)))


@lru_cache(maxsize=1)
def _stop_words() -> dict[str, frozenset[str]]:
    from stop_words import get_stop_words

    return {lang: frozenset(w.lower() for w in get_stop_words(lang)) for lang in _LANGUAGES}
