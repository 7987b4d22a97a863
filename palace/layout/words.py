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
    acts alright believing posted encourage encouraged encouragement encouraging gesture worth
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
        Three equally long arrays: a text, a term in it, and how much it is the text's subject: 1
        in its title, folder or tags, less in a heading, least in its body.
    keys
        The terms' folded words, to compare them by.
    noun
        For each term, from 0 to 1, how often it stands where nouns do.
    """

    words: list[str]
    doc: NDArray[np.int64]
    term: NDArray[np.int64]
    weight: NDArray[np.float64]
    keys: list[tuple[str, ...]]
    noun: NDArray[np.float64]


_FOLDER, _TITLE, _TAG, _HEADING, _BODY = 1.25, 1.0, 1.0, 0.7, 0.45
_HEADLINE = re.compile(r"\s*#{1,6}\s")
_VERBS_FOLLOW = """
    to i you we they he she not don't can can't will would could should may might must let's
    please just did do does i'll we'll you'll i'd
"""
_BEFORE_VERBS = frozenset(_VERBS_FOLLOW.split())
_QUALIFIES, _OPENS = 0.4, 0.6
"""What a word counts as a noun before another word, and at the beginning of a phrase."""
_DOUBT = 1.5
_GERUND, _PARTICIPLE, _NAME = 0.75, 0.3, 0.7
"""What is left of a word that may be no noun, or the name of somebody."""


def terms_of(
    texts: Sequence[str],
    folders: Sequence[str] = (),
    tags: Sequence[Sequence[str]] = (),
) -> Terms:
    """Return the words and pairs of words in the texts that a sign may carry.

    Parameters
    ----------
    texts
        Title (first line) and opening of each.
    folders, tags
        What each was filed under by a person, as far as known; as many as texts, or none.
    """
    cleaned = [clean(t[: 2 * READ])[:READ] for t in texts]
    silent = _silent_words(cleaned) | _speakers(texts)
    reading = _Reading(silent)
    for i, text in enumerate(cleaned):
        value = _TITLE
        for line in text.split("\n"):
            reading.line(line, max(value, _HEADING) if _HEADLINE.match(line) else value)
            if line.strip():
                value = _BODY
        if folders and folders[i]:
            reading.filed(folders[i].replace("\\", "/").rpartition("/")[2], _FOLDER)
        for tag in tags[i] if tags else ():
            reading.filed(re.sub(r"[-_]", " ", tag.rpartition("/")[2]), _TAG)
        reading.end(i)
    return reading.terms()


class _Reading:
    """Counts terms, their forms and where they stand, text by text."""

    def __init__(self, silent: frozenset[str]) -> None:
        self.silent = silent
        self.forms: dict[str, dict[str, float]] = {}
        self.by_hand: Counter[str] = Counter()
        self.numbers: dict[tuple[str, ...], int] = {}
        self.seen: dict[str, float] = {}
        self.as_noun: dict[str, float] = {}
        self.found: dict[tuple[str, ...], float] = {}
        self.doc: list[int] = []
        self.term: list[int] = []
        self.weight: list[float] = []

    def line(self, line: str, value: float) -> None:
        """Read a line of a text, in which a term counts this much."""
        found = self.found
        for phrase in _BREAK.split(line):
            words = _WORD.findall(phrase)
            keys = [w.lower().replace("’", "'") for w in words]
            quiet = [_is_silent(k, self.silent) for k in keys]
            before = ""
            for at, (word, key) in enumerate(zip(words, keys, strict=True)):
                if quiet[at]:
                    # A stop word between two words parts them: no pair across it.
                    before = ""
                    continue
                bare = key.removesuffix("'s")
                form = word.removesuffix("'s")
                # A capital at the beginning of a phrase says nothing of the spelling.
                self.forms.setdefault(bare, {}).setdefault(form, 0.0)
                self.forms[bare][form] += 1.0 if at else 0.1
                last = at + 1 == len(keys) or quiet[at + 1]
                share = 1.0 if last else _QUALIFIES
                if at == 0:
                    share *= _OPENS
                elif keys[at - 1] in _BEFORE_VERBS:
                    share = 0.0
                self.seen[bare] = self.seen.get(bare, 0.0) + 1
                self.as_noun[bare] = self.as_noun.get(bare, 0.0) + share
                found[(bare,)] = max(value, found.get((bare,), 0))
                if before and before != bare:
                    found[(before, bare)] = max(value, found.get((before, bare), 0))
                before = bare

    def filed(self, name: str, value: float) -> None:
        """Read a folder's or tag's name: what a person calls this, so a noun."""
        words = _WORD.findall(name)
        keys = [w.lower().replace("’", "'") for w in words]
        heard = [k for k in keys if k not in self.silent and len(k) > 2]
        if not heard:
            return
        for word, key in zip(words, keys, strict=True):
            if key in heard:
                self.forms.setdefault(key, {}).setdefault(word, 0.0)
                self.by_hand[key] += 2 if value == _FOLDER else 1
                self.seen[key] = self.seen.get(key, 0.0) + _FORM_BY_HAND
                self.as_noun[key] = self.as_noun.get(key, 0.0) + _FORM_BY_HAND
                if len(keys) == 1:
                    self.found[(key,)] = max(value, self.found.get((key,), 0))
        if len(keys) > 1:
            for word, key in zip(words, keys, strict=True):
                self.forms.setdefault(key, {}).setdefault(word, 0.1)
            self.found[tuple(keys)] = value

    def end(self, number: int) -> None:
        """Close a text."""
        for key, value in self.found.items():
            self.doc.append(number)
            self.term.append(self.numbers.setdefault(key, len(self.numbers)))
            self.weight.append(value)
        self.found = {}

    def terms(self) -> Terms:
        """Return all terms, a word and its plural taken for one."""
        return _folded(self)


_FORM_BY_HAND = 3
"""How often a folder or tag counts as a form that a person uses."""


def _is_silent(key: str, silent: frozenset[str]) -> bool:
    bare = key.removesuffix("'s")
    if len(bare) < 3 or bare in silent or key in silent or "'" in bare:
        return True
    # Adverbs and past participles make no English sign ("family" and "seed" are short enough).
    return bare.isascii() and len(bare) > 6 and bare.endswith(("ly", "ed"))


def _folded(reading: _Reading) -> Terms:
    """Take a word and its plural for one, written as it is most often."""
    forms, numbers = reading.forms, reading.numbers
    singular = {w: w[:-1] for w in forms if w.endswith("s") and w[:-1] in forms and len(w) > 3}
    singular |= {w: w[:-3] + "y" for w in forms if w.endswith("ies") and w[:-3] + "y" in forms}
    singular |= {w: w[:-2] for w in forms if w.endswith("es") and w[:-2] in forms and len(w) > 5}
    together: dict[str, list[str]] = {}
    for word in forms:
        together.setdefault(singular.get(word, word), []).append(word)
    spelt = {stem: _spelt(words, forms, reading.by_hand) for stem, words in together.items()}
    renumbered: dict[tuple[str, ...], int] = {}
    to = np.empty(len(numbers), np.int64)
    for key, number in numbers.items():
        folded = tuple(singular.get(w, w) for w in key)
        to[number] = renumbered.setdefault(folded, len(renumbered))
    keys = list(renumbered)
    docs = np.array(reading.doc, np.int64)
    terms = to[np.array(reading.term, np.int64)] if reading.term else np.zeros(0, np.int64)
    weight = np.array(reading.weight, np.float64)
    order = np.lexsort((-weight, docs * max(len(keys), 1) + terms))
    docs, terms, weight = docs[order], terms[order], weight[order]
    # Both forms in one text count once, at the better place.
    _, first = np.unique(docs * max(len(keys), 1) + terms, return_index=True)
    noun = {stem: _noun(stem, words, reading) for stem, words in together.items()}
    return Terms(
        [_titled(" ".join(spelt[w] for w in key)) for key in keys],
        docs[first],
        terms[first],
        weight[first],
        keys,
        np.array([noun[key[-1]] for key in keys], np.float64),
    )


def _noun(stem: str, words: Sequence[str], reading: _Reading) -> float:
    """Return how likely a word is a noun that may stand on a sign."""
    seen = sum(reading.seen.get(w, 0.0) for w in words)
    share = (sum(reading.as_noun.get(w, 0.0) for w in words) + 0.6 * _DOUBT) / (seen + _DOUBT)
    if any(reading.by_hand[w] for w in words):
        return share
    if stem.isascii() and len(stem) > 5 and stem.endswith("ing"):
        share *= _GERUND
    if stem.isascii() and len(stem) > 4 and stem.endswith("ed") and stem[-3] != "e":
        share *= _PARTICIPLE
    spellings = reading.forms[max(words, key=lambda w: (sum(reading.forms[w].values()), w))]
    capital = sum(n for form, n in spellings.items() if form[:1].isupper() and form[1:].islower())
    if capital > 0.9 * sum(spellings.values()):
        share *= _NAME
    return share


def _spelt(words: Sequence[str], forms: dict[str, dict[str, float]], by_hand: Counter[str]) -> str:
    """Return the form that a person uses: of a folder, else the commonest, in its spelling."""
    letters = min(words, key=lambda w: (-by_hand[w], -sum(forms[w].values()), w))
    spellings = {form.replace("’", "'"): n for form, n in forms[letters].items()}
    form = min(spellings.items(), key=lambda kv: (-kv[1], kv[0]))[0]
    if any(c.isupper() for c in form[1:]):
        return form  # CSS, iOS, PostgreSQL
    if spellings.get(form.lower(), 0.0) >= 0.5 * spellings[form]:
        return form.lower()
    return form


def _titled(words: str) -> str:
    """Return words with a capital in front, unless they have their own, as iOS."""
    first = words.split(" ", 1)[0]
    if any(c.isupper() for c in first):
        return words
    return words[:1].upper() + words[1:]


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
