"""How good, how fast and how steady the plan is; beside it, what else one could do.

    python -m benchmarks.layout                      # the shared data, if it is there
    python -m benchmarks.layout --vault DIR          # passages and notes of a folder of notes
    python -m benchmarks.layout --locomo FILE        # turns and topics of the LoCoMo conversations
    python -m benchmarks.layout --vectors FILE.npz   # emb (n, d), perhaps text (n,), thread (n,)
    python -m benchmarks.layout --quick              # one seed, less growth: under five minutes
    python -m benchmarks.layout --full               # five seeds, 100,000 objects too
    python -m benchmarks.layout --json               # everything as one document

The measures are defined at the functions of `measures` that make them, the aims stand in `goals`.
A plan is a function of its objects, so what varies with a seed is which tenth of the objects is
left out, the order of growth, and the projections' own chance. Beside the plan stand the same
rooms shuffled over the plots (what the arrangement is worth), PCA, UMAP and t-SNE in two
dimensions, a squarified treemap of the same rooms, and the whole palace built anew: which keep
what is alike together, but let nothing stand where it stood.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.layout import goals, growing, rivals, times
from benchmarks.layout.material import (
    CACHE,
    SHARED,
    Array,
    Material,
    embedded,
    locomo,
    locomo_topics,
    sample_objects,
    say,
    stored,
    synthetic,
    vault_notes,
    vault_passages,
)
from benchmarks.layout.measures import (
    Placed,
    of_objects,
    of_pairs,
    of_plan,
    of_rooms,
    of_threads,
)
from palace.layout import Entry, build
from palace.layout.fingerprint import digest

LEFT_OUT = 0.1
"""Of the objects, for each seed."""


class Report:
    """What was measured, told as it comes and kept."""

    def __init__(self, seeds: int, out: Path) -> None:
        self.seeds, self.out = seeds, out
        self.found: dict[str, Any] = {}
        self.missed = 0

    def judge(self, aims: tuple[goals.Goal, ...], values: dict[str, float]) -> None:
        """Say which aims are reached."""
        for goal in aims:
            if goal.measure in values:
                verdict = goal.verdict(values[goal.measure])
                self.missed += verdict.startswith("MISS")
                say(f"    {verdict}")

    def material(self, material: Material, *, shares: tuple[float, ...]) -> None:
        """Measure everything about one material."""
        entries = material.entries
        placed = Placed(entries, build(entries))
        say(f"\n{material.name}: {len(entries)} objects, {len(placed.rooms)} rooms")
        found = self.found[material.name] = {"objects": len(entries)}
        values = of_plan(placed)
        found["build"] = values
        found["floor"], found["seeds"] = self._floor(placed), self._seeds(entries)
        flat = self._rivals(placed, found)
        self._table(found)
        if threads := of_threads(placed):
            found["threads"] = threads
            say("  threads: " + ", ".join(f"{k} {v:.2f}" for k, v in threads.items()))
        pairs = of_pairs(placed, material.pairs, flat.get("UMAP"))
        if pairs:
            found["pairs"] = pairs
            say(f"  {len(material.pairs)} pairs of a note and a chat's topic on one thing:")
            for name, row in pairs.items():
                say(f"    {name}: " + ", ".join(f"{k} {v:.3f}" for k, v in row.items()))
        found["same whatever the order"] = self._shuffled_import(entries)
        self.judge(goals.BUILD + goals.OF_KIND.get(material.kind, ()), values)
        if "UMAP" in found["rivals"]:
            limit = found["rivals"]["UMAP"]["trustworthiness@10"] - goals.BELOW_UMAP
            aim = goals.Goal("trustworthiness@10", round(limit, 4), where="beside UMAP")
            self.judge((aim,), values)
        if material.kind == "objects":
            self.judge(goals.THREADS, found.get("threads", {}))
        stretch = goals.STRETCH.get(material.kind, ())
        if stretch:
            say("   and farther:")
            for goal in stretch:
                say(f"    {goal.verdict(values[goal.measure])}")
        self._draw(material.name, placed)
        if shares:
            found["growth"] = self._growth(entries, shares, material.kind)

    def _floor(self, placed: Placed) -> dict[str, float]:
        rows = []
        for seed in range(self.seeds):
            position, walk = placed.shuffled(seed)
            rows.append(of_objects(placed.vectors, placed.near, position) | of_rooms(placed, walk))
        return _mean(rows)

    def _seeds(self, entries: list[Entry]) -> list[dict[str, float]]:
        rows = []
        for seed in range(1, self.seeds):
            rng = np.random.default_rng(seed)
            chosen = rng.choice(len(entries), round((1 - LEFT_OUT) * len(entries)), replace=False)
            some = [entries[i] for i in np.sort(chosen).tolist()]
            rows.append(of_plan(Placed(some, build(some))))
        return rows

    def _rivals(self, placed: Placed, found: dict[str, Any]) -> dict[str, Array]:
        """Measure what else one could do, and how far it moves when a tenth is added."""
        made, missing = rivals.available()
        if missing:
            say(f"  not installed, so not beside it: {', '.join(missing)} (pip install '.[bench]')")
        n = len(placed.entries)
        first = growing.in_order(placed.entries, "random", 0)[: round(n / 1.1)]
        span = float(np.linalg.norm(placed.position - placed.position.mean(0), axis=1).mean())
        flat: dict[str, Array] = {}
        found["rivals"], found["rebuilt after +10 %"] = {}, {}
        for name, layout in made.items():
            rows = []
            for seed in range(1 if name in rivals.CHANCELESS else self.seeds):
                at = layout(placed.vectors, seed)
                flat.setdefault(name, at)
                rows.append(of_objects(placed.vectors, placed.near, at))
            found["rivals"][name] = _mean(rows)
            found["rivals"][name]["spread"] = float(np.std([r["trustworthiness@10"] for r in rows]))
            if self.seeds == 1 and name not in rivals.CHANCELESS:
                continue  # the slowest part of a quick run
            before = layout(placed.vectors[first], 0)
            # In metres as if it were as wide as the palace.
            scale = span / max(float(np.linalg.norm(before - before.mean(0), axis=1).mean()), 1e-9)
            same, away = rivals.moved(before * scale, flat[name][first] * scale)
            found["rebuilt after +10 %"][name] = {"unmoved": same, "mean move, m": away}
        some = [placed.entries[i] for i in first]
        less = Placed(some, build(some))
        same, away = rivals.moved(less.position, placed.position[first])
        found["rebuilt after +10 %"]["palace"] = {"unmoved": same, "mean move, m": away}
        if "squarify" not in missing:
            at = rivals.treemap(placed)
            found["rivals"]["treemap"] = of_objects(placed.vectors, placed.near, at)
            away_ = np.linalg.norm(rivals.treemap(less) - at[first], axis=1)
            found["rebuilt after +10 %"]["treemap"] = {
                "unmoved": float((away_ < 1e-9).mean()), "mean move, m": float(away_.mean())
            }  # fmt: skip
        return flat

    def _table(self, found: dict[str, Any]) -> None:
        names = list(found["rivals"])
        say(
            f"  {'':22}{'plan':>8}{'± seeds':>9}{'shuffled':>10}"
            + "".join(f"{n:>9}" for n in names)
        )
        for measure, value in found["build"].items():
            spread = [row[measure] for row in found["seeds"] if measure in row]
            line = f"  {measure:22}{value:8.3f}{np.std(spread) if spread else np.nan:9.3f}"
            line += _cell(found["floor"].get(measure), 10)
            line += "".join(_cell(found["rivals"][n].get(measure), 9) for n in names)
            say(line)
        if found["seeds"]:
            mean = _mean(found["seeds"])
            say(
                "  a tenth left out, mean of "
                f"{len(found['seeds'])}: trustworthiness {mean['trustworthiness@10']:.3f}, "
                f"10-NN kept {mean['10-NN kept']:.3f}"
            )
        for name, row in found["rebuilt after +10 %"].items():
            say(
                f"  built anew after +10 %, {name}: {row['unmoved']:.1%} where they were, "
                f"mean move {row['mean move, m']:.0f} m"
            )

    def _shuffled_import(self, entries: list[Entry]) -> bool:
        hashes = {e.id: e.content_hash for e in entries}
        order = np.random.default_rng(1).permutation(len(entries))
        digests = {
            digest(f.plan, f.placements, hashes)
            for f in (build(entries), build([entries[i] for i in order]))
        }
        self.missed += len(digests) > 1
        say(f"    {'pass' if len(digests) == 1 else 'MISS'}  the same plan in any order of import")
        return len(digests) == 1

    def _growth(
        self, entries: list[Entry], shares: tuple[float, ...], kind: str
    ) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for share in shares:
            founded = round(len(entries) / (1 + share))
            for order in growing.ORDERS:
                rows, slept = [], []
                for seed in range(self.seeds):
                    mine = [entries[i] for i in growing.in_order(entries, order, seed)]
                    grown = growing.grow(mine, founded)
                    after = growing.placed(mine, grown)
                    rows.append(
                        of_plan(after)
                        | {
                            "unmoved": grown.unmoved,
                            "add p50, ms": float(np.percentile(grown.took, 50)) * 1e3,
                            "add p95, ms": float(np.percentile(grown.took, 95)) * 1e3,
                        }
                    )
                    night, stayed = growing.asleep(grown, mine)
                    slept.append(of_plan(Placed(mine, night)) | stayed)
                name = f"+{share:.0%} {order}"
                found[name] = {"seeds": rows, "mean": _mean(rows), "asleep": _mean(slept)}
                say(f"  {name}: {_line(found[name]['mean'], rows)}")
                say(f"    after a sleep: {_line(found[name]['asleep'], slept)}")
                aims = goals.ALWAYS_GROWN
                if kind in goals.OF_KIND and order == "by topic":
                    aims += goals.GROWN.get(share, ())
                self.judge(aims, found[name]["mean"])
                self.judge(goals.ASLEEP, found[name]["asleep"])
        return found

    def times(self, sizes: tuple[int, ...]) -> None:
        """Measure how long things take at some sizes."""
        self.found["times"] = {}
        say("\nTimes on made-up vectors")
        for n in sizes:
            values = self.found["times"][str(n)] = times.of_size(n)
            say(f"  {n} objects: " + ", ".join(f"{k} {v:.4g}" for k, v in values.items()))
            self.judge(goals.TIMES.get(n, ()), values)

    def _draw(self, name: str, placed: Placed) -> None:
        from datetime import date

        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtGui import QGuiApplication

        from palace.scene.plan_sheet import Title, write_sheet

        application = QGuiApplication.instance() or QGuiApplication(["palace"])
        self.out.mkdir(parents=True, exist_ok=True)
        file = self.out / f"{name.replace(',', '').replace(' ', '-')}.svg"
        plan, standing = placed.founding.plan, set(placed.founding.placements.values())
        title = Title(name, date.today(), len(standing))
        write_sheet(plan, title, file, occupied=standing)
        del application
        say(f"  drawn: {file}")


def _mean(rows: list[dict[str, float]]) -> dict[str, float]:
    names = [name for name in rows[0] if all(name in row for row in rows)]
    return {name: float(np.mean([row[name] for row in rows])) for name in names}


def _cell(value: float | None, width: int) -> str:
    return f"{'–':>{width}}" if value is None else f"{value:{width}.3f}"


def _line(mean: dict[str, float], rows: list[dict[str, float]]) -> str:
    spread = defaultdict(float, {k: float(np.std([r[k] for r in rows if k in r])) for k in mean})
    shown = (
        "trustworthiness@10", "10-NN kept", "10-NN in room", "rooms 5-NN kept",
        "rho(walk, cosine)", "rooms", "largest room", "unmoved", "old unmoved in sleep",
        "new unmoved in sleep", "add p95, ms",
    )  # fmt: skip
    return ", ".join(f"{k} {mean[k]:.3f} ±{spread[k]:.3f}" for k in shown if k in mean)


def materials(asked: argparse.Namespace) -> list[Material]:
    """Return what was asked for, or all of the shared data that is there."""
    found: list[Material] = []
    alone = asked.vectors or asked.vault or asked.locomo
    if asked.vectors:
        found.append(stored(asked.vectors))
    notes = asked.vault or (None if alone else SHARED / "vault")
    talks = asked.locomo or (None if alone else SHARED / "locomo-dev.json")
    if notes and not notes.is_dir():
        say(f"skipped: no notes at {notes}")
        notes = None
    if talks and not talks.is_file():
        say(f"skipped: no conversations at {talks}")
        talks = None
    sources: list[tuple[str, str, str, tuple[list[str], list[str]]]] = []
    if talks:
        sources.append(("LoCoMo, turns", "turns", "turns", locomo(talks, 1)))
        sources.append(("LoCoMo, objects", "cut", "objects", locomo_topics(talks)))
    if notes:
        sources.append(("vault, passages", "passages", "passages", vault_passages(notes)))
        sources.append(("vault, objects", "notes", "objects", vault_notes(notes)))
    for name, short, kind, (texts, threads) in sources:
        found.append(Material(name, embedded(short, texts, threads, asked.cache), kind))
    if not alone:
        found.append(sample_objects(asked.cache))
    return found or [Material("made-up", synthetic(1_000), "other")]


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--vectors", type=Path, metavar="FILE.npz")
    parser.add_argument("--vault", type=Path, metavar="DIR")
    parser.add_argument("--locomo", type=Path, metavar="FILE")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where vectors are kept")
    parser.add_argument("--out", type=Path, default=CACHE / "plans", help="where plans are drawn")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--quick", action="store_true", help="one seed, less growth")
    how.add_argument("--full", action="store_true", help="five seeds, 100,000 objects too")
    parser.add_argument("--json", action="store_true", help="everything as one document")
    parser.add_argument("--no-times", action="store_true", help="leave the times out")
    asked = parser.parse_args()
    report = Report(1 if asked.quick else 5 if asked.full else 3, asked.out)
    for material in materials(asked):
        shares: tuple[float, ...] = (0.01, 0.1, 0.5, 1.0)
        if asked.quick:
            shares = (0.5,) if material.kind in goals.OF_KIND else ()
        report.material(material, shares=shares)
    if not asked.no_times:
        sizes = (1_000, 10_000)
        report.times((*sizes, 100_000) if asked.full else sizes)
    say(f"\n{report.missed} aims missed" if report.missed else "\nall aims reached")
    if asked.json:
        print(json.dumps(report.found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
