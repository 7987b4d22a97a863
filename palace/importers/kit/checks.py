"""The promises of an importer, each as a check that says what was broken."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from random import Random

from palace.importers.base import Importer
from palace.importers.entries import FAULTS
from palace.importers.kit.guard import Guard, TooSlow
from palace.importers.kit.mutations import mutated
from palace.model.drafts import DraftFile, DraftItem, DraftMemory, Unreadable
from palace.model.errors import PalaceError


class BrokenPromiseError(AssertionError):
    """An importer does not keep what every importer owes."""


def check(importer: Importer, sample: Path, cases: int = 200, seed: int = 0) -> None:
    """Check everything an importer owes, on a sample of its format.

    Parameters
    ----------
    importer
        Who is checked.
    sample
        A file or folder of its format with at least one item; it is copied, never changed.
    cases
        How many spoilt copies it is given.
    seed
        Where these begin: case n of a run is that of seed + n.

    Raises
    ------
    BrokenPromiseError
        It breaks a promise; the text says which, and for spoilt copies the seed.
    """
    _check_protocol(importer)
    _check_sample(importer, sample)
    for number in range(seed, seed + cases):
        check_case(importer, sample, number)


def _check_protocol(importer: Importer) -> None:
    if not isinstance(importer, Importer):
        raise BrokenPromiseError(f"{importer!r} lacks a part of the protocol.")
    about = importer.about
    for name in ("product", "reads", "export", "becomes"):
        if not getattr(about, name):
            raise BrokenPromiseError(f"{importer.kind}: `about` does not say {name!r}.")
    if not importer.kind or importer.kind != importer.kind.casefold():
        raise BrokenPromiseError(f"{importer.kind!r} should be a short name in small letters.")


def _check_sample(importer: Importer, sample: Path) -> None:
    kind = importer.kind
    if not importer.recognise(sample) > 0:
        raise BrokenPromiseError(f"{kind}: it does not recognise its own sample.")
    first, again = (list(importer.items(sample)) for _ in range(2))
    if not any(isinstance(item, DraftItem) and item.objects for item in first):
        raise BrokenPromiseError(f"{kind}: nothing comes out of its sample.")
    for item in first:
        check_item(item)
        if unreadable := _opened(item):
            raise BrokenPromiseError(f"{kind}: {unreadable[0]!r} of its sample cannot be read.")
    if first != again:
        raise BrokenPromiseError(f"{kind}: reading the same thing twice gives two answers.")
    refs = [item.ref for item in first if isinstance(item, DraftItem)]
    if len(refs) != len(set(refs)):
        raise BrokenPromiseError(f"{kind}: two items of its sample have one ref.")
    if importer.source_uri(sample) != importer.source_uri(sample):
        raise BrokenPromiseError(f"{kind}: its source has two addresses.")


def check_case(importer: Importer, sample: Path, seed: int, seconds: float = 2.0) -> int:
    """Check one spoilt copy of a sample; the seed decides how it is spoilt.

    Returns
    -------
    int
        How many items it gave.

    Raises
    ------
    BrokenPromiseError
        It crashed, hung, touched what it may not, or said nothing clear.
    """
    random = Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="palace-kit-"))
    try:
        path = _spoilt_copy(sample, folder, random)
        where = f"{importer.kind}, seed {seed}"
        guard = Guard(folder, seconds)
        try:
            with guard:
                importer.recognise(path)
                importer.count(path)
                importer.whole(path)
                importer.source_uri(path)
                found = list(importer.items(path))
                for item in found:
                    _opened(item)
        except PalaceError as error:
            _check_sentence(str(error), where)
            found = []
        except TooSlow as error:
            raise BrokenPromiseError(f"{where}: it took over {seconds} s.") from error
        except Exception as error:
            raise BrokenPromiseError(f"{where}: it crashed: {error!r}") from error
        if guard.found:
            raise BrokenPromiseError(f"{where}: {'; '.join(guard.found)}.")
        try:
            for item in found:
                check_item(item)
        except BrokenPromiseError as error:
            raise BrokenPromiseError(f"{where}: {error}") from error
        return len(found)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _spoilt_copy(sample: Path, folder: Path, random: Random) -> Path:
    copy = folder / sample.name
    if not sample.is_dir():
        shutil.copyfile(sample, copy)
        return mutated(copy, random)
    shutil.copytree(sample, copy)
    files = sorted(each for each in copy.rglob("*") if each.is_file())
    mutated(random.choice(files), random)
    return copy


def _opened(item: DraftItem | Unreadable) -> list[str]:
    """Read the files that an item holds, and return the names of those that cannot be."""
    unreadable: list[str] = []
    for file in item.files if isinstance(item, DraftItem) else ():
        if not isinstance(file, DraftFile):
            continue
        try:
            with file.open() as source:
                while source.read(1 << 20):
                    pass
        except (*FAULTS, ValueError):
            unreadable.append(file.name)
    return unreadable


def check_item(item: DraftItem | Unreadable) -> None:
    """Check that what an importer yields can be stored and shown.

    Raises
    ------
    BrokenPromiseError
        It cannot; the text says why.
    """
    _check_storable(item.place, "place")
    if isinstance(item, Unreadable):
        if not item.place:
            raise BrokenPromiseError("An item that failed does not say which it is.")
        _check_storable(item.ref, "ref")
        _check_sentence(item.reason, item.place)
        return
    for name in ("ref", "title", "fingerprint"):
        value = getattr(item, name)
        if not value.strip() and not (item.kept and name == "fingerprint"):
            raise BrokenPromiseError(f"An item's {name} is empty.")
        _check_storable(value, name)
    if "\n" in item.title:
        raise BrokenPromiseError(f"A title has two lines: {item.title!r}.")
    try:
        _check_storable(json.dumps(item.properties, ensure_ascii=False), "properties")
    except (TypeError, ValueError) as error:
        raise BrokenPromiseError(f"The properties are no JSON: {error}.") from error
    if item.notice:
        _check_storable(item.notice, "notice")
    _check_unique((file.name for file in item.files), "files")
    for file in item.files:
        _check_storable(file.name, "file's name")
    _check_unique((part.ref for part in item.objects), "objects")
    for part in item.objects:
        if not part.title.strip() or not part.memories:
            raise BrokenPromiseError("An object has no title, or no memory.")
        for text in (part.title, *part.tags, *(link.target for link in part.links)):
            _check_storable(text, "title, tag or link")
    memories = [memory for part in item.objects for memory in part.memories]
    alive = [m for part in item.objects if not part.forgotten for m in part.memories]
    _check_unique((memory.ref for memory in alive if not memory.forgotten), "memories")
    for memory in memories:
        _check_memory(memory)


def _check_memory(memory: DraftMemory) -> None:
    if not memory.text.strip():
        raise BrokenPromiseError("A memory has no text.")
    for text in (memory.text, memory.title, memory.ref, memory.author or ""):
        _check_storable(text, "memory")
    at = 0
    for segment in memory.segments:
        if not at <= segment.start < segment.end <= len(memory.text):
            raise BrokenPromiseError(f"Segments lie outside their text: {memory.segments!r}.")
        at = segment.end
        _check_storable(segment.source_ref + (segment.speaker or ""), "segment")


def _check_unique(refs: Iterable[str], what: str) -> None:
    known = list(refs)
    if len(known) != len(set(known)):
        twice = next(ref for ref in known if known.count(ref) > 1)
        raise BrokenPromiseError(f"Two {what} of an item have the ref {twice!r}.")


def _check_storable(text: str, what: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise BrokenPromiseError(f"A {what} cannot be stored: half a character in it.") from error
    if "\0" in text:
        raise BrokenPromiseError(f"A {what} cannot be stored: a NUL character in it.")


def _check_sentence(reason: str, place: str) -> None:
    _check_storable(reason, "reason")
    if not reason.strip() or not reason.rstrip().endswith((".", "?", "!")) or "\n" in reason:
        raise BrokenPromiseError(f"{place}: this is no clear sentence: {reason!r}.")
