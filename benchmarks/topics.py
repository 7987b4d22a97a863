"""How well conversations are cut into topics: Pk and WindowDiff on joined unrelated chats.

Sessions of LoCoMo (two people, one dated session a chat) and the sample palace's chats are
joined at random, with their times taken away, so that words alone tell where one ends. The
parameters were chosen on the first two conversations of LoCoMo; the others are reported.

    python -m benchmarks topics          or: python -m benchmarks.topics --tune

The sample's chats are two to four exchanges long, shorter than a topic is meant to be: there
the cutter joins neighbours by design, and a ruler that knows how many chats there are is hard
to beat.

Pk: Beeferman, Berger & Lafferty 1999. WindowDiff: Pevzner & Hearst 2002. Lower is better;
both with a window of half the mean true length.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from palace.importers.chatgpt_messages import read_branches
from palace.importers.conversation import exchanges
from palace.importers.topics import CUTTING, Cutting, Unit, cuts

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PALACE_SHARED_DATA", ROOT.parent / "shared" / "data"))
TUNED_ON = 2
JOINED = (3, 8)
REPEATS = 60


def pk(true: Sequence[int], found: Sequence[int], length: int) -> float:
    """Return the share of probes that disagree on whether two units are in one topic."""
    one, other = _labels(true, length), _labels(found, length)
    k = _window(true, length)
    probes = [(one[at] == one[at + k]) != (other[at] == other[at + k]) for at in range(length - k)]
    return sum(probes) / max(len(probes), 1)


def window_diff(true: Sequence[int], found: Sequence[int], length: int) -> float:
    """Return the share of windows in which the numbers of cuts differ."""
    one, other = _labels(true, length), _labels(found, length)
    k = _window(true, length)
    probes = [one[at + k] - one[at] != other[at + k] - other[at] for at in range(length - k)]
    return sum(probes) / max(len(probes), 1)


def _labels(begins: Sequence[int], length: int) -> list[int]:
    steps = [0] * length
    for begin in begins:
        steps[begin] = 1
    return list(itertools.accumulate(steps))


def _window(true: Sequence[int], length: int) -> int:
    return max(1, round(length / (len(true) + 1) / 2))


def locomo(path: Path) -> list[list[list[Unit]]]:
    """Return for each conversation its sessions, as exchanges of two turns."""
    found: list[list[list[Unit]]] = []
    for each in json.loads(path.read_text(encoding="utf-8")):
        talk = each["conversation"]
        sessions: list[list[Unit]] = []
        number = 1
        while isinstance(session := talk.get(f"session_{number}"), list):
            words = [f"{turn['text']} {turn.get('blip_caption', '')}" for turn in session]
            sessions.append([Unit("\n".join(words[at : at + 2])) for at in range(0, len(words), 2)])
            number += 1
        found.append(sessions)
    return found


def sample(path: Path) -> list[list[Unit]]:
    """Return the exchanges of each chat of the sample palace."""
    chats = [
        [Unit(exchange.words()) for exchange in exchanges(read_branches(chat)[0])]
        for chat in json.loads(path.read_text(encoding="utf-8"))
    ]
    return [chat for chat in chats if chat]


def join(
    talks: Sequence[Sequence[list[Unit]]], repeats: int, seed: int
) -> list[tuple[list[Unit], list[int]]]:
    """Return joined chats with their true cuts.

    Neighbours come from different talks where there are several, and each is cut off at a
    random length: sessions of equal length would be found by a ruler.
    """
    source = random.Random(seed)
    joined: list[tuple[list[Unit], list[int]]] = []
    for _ in range(repeats):
        units: list[Unit] = []
        begins: list[int] = []
        last = -1
        for _ in range(source.randint(*JOINED)):
            talk = source.choice([at for at in range(len(talks)) if at != last or len(talks) == 1])
            chat = source.choice(talks[talk])
            begins.append(len(units))
            units += chat[: source.randint(min(3, len(chat)), len(chat))]
            last = talk
        joined.append((units, begins[1:]))
    return joined


Cutter = Callable[[list[Unit], list[int]], list[int]]


def scores(cases: Sequence[tuple[list[Unit], list[int]]], cutter: Cutter) -> tuple[float, ...]:
    """Return the mean Pk, WindowDiff, units a topic, and the share of true cuts met within 1."""
    pks, diffs, met, true_cuts, units, topics = 0.0, 0.0, 0, 0, 0, 0
    for case, true in cases:
        found = cutter(case, true)
        pks += pk(true, found, len(case))
        diffs += window_diff(true, found, len(case))
        met += sum(any(abs(cut - each) <= 1 for each in found) for cut in true)
        true_cuts += len(true)
        units += len(case)
        topics += len(found) + 1
    return pks / len(cases), diffs / len(cases), units / topics, met / max(true_cuts, 1)


def report(name: str, cases: Sequence[tuple[list[Unit], list[int]]]) -> None:
    """Print a table of the cutter beside cuts that know nothing."""
    source = random.Random(1)

    def at_random(case: list[Unit], true: list[int]) -> list[int]:
        return sorted(source.sample(range(1, len(case)), len(true)))

    def uniform(case: list[Unit], true: list[int]) -> list[int]:
        topics = len(true) + 1
        return [round(len(case) * at / topics) for at in range(1, topics)]

    cutters: dict[str, Cutter] = {
        "palace": lambda case, _: cuts(case),
        "uniform (knows how many)": uniform,
        "random (knows how many)": at_random,
        "no cut": lambda *_: [],
    }
    print(f"\n{name}: {len(cases)} joined conversations")
    print(f"  {'':26} {'Pk':>6} {'WinDiff':>8} {'units/topic':>12} {'cuts met ±1':>12}")
    for title, cutter in cutters.items():
        p, w, size, met = scores(cases, cutter)
        print(f"  {title:26} {p:6.3f} {w:8.3f} {size:12.1f} {met:12.2f}")


def tune(cases: Sequence[tuple[list[Unit], list[int]]]) -> None:
    """Print the best parameters by mean Pk and WindowDiff on the tuning conversations."""
    found: list[tuple[float, Cutting]] = []
    choices = itertools.product((3, 6), (2, 3, 4), (0.0, 0.3, 0.6, 0.9), (3, 4))
    for before, after, depth, shortest in choices:
        cutting = replace(CUTTING, before=before, after=after, depth=depth, shortest=shortest)
        p, w, *_ = scores(cases, lambda case, _, cutting=cutting: cuts(case, cutting))
        found.append(((p + w) / 2, cutting))
    for value, cutting in sorted(found, key=lambda each: each[0])[:8]:
        print(f"  {value:.3f} {cutting}")


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tune", action="store_true", help="also try other parameters")
    options = arguments.parse_args()
    data = SHARED / "locomo-dev.json"
    if data.exists():
        talks = locomo(data)
        seen, unseen = talks[:TUNED_ON], talks[TUNED_ON:]
        if options.tune:
            print("tuning, on LoCoMo 1-2")
            tune(join(seen, REPEATS, 7))
        report("LoCoMo 1-2 (tuned on)", join(seen, REPEATS, 7))
        report("LoCoMo 3-5 (held out)", join(unseen, REPEATS, 8))
    else:
        print(f"skipped: {data} is not there; set PALACE_SHARED_DATA")
    chats = ROOT / "assets" / "sample" / "chats" / "conversations.json"
    if chats.exists():
        report("Sample chats", join([[chat] for chat in sample(chats)], REPEATS, 9))


if __name__ == "__main__":
    main()
