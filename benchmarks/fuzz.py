"""Whether importers survive spoilt files: bytes flipped, cut, nested, values of other kinds.

    python -m benchmarks.fuzz                        20,000 cases over all importers
    python -m benchmarks.fuzz --only codex --seed 7 --cases 1     one case again

A case is a spoilt copy of a format's sample, given to its importer as `--as` does, and looked at
by every importer's recognition. It fails where an importer crashes, needs more than two seconds of
processor time, opens, writes or calls anything beside what it was given, or gives an item that
cannot be stored or a failure that is no sentence.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from palace.importers import importers
from palace.importers.kit import BrokenPromiseError, Guard, TooSlow, check_case, mutated
from tests.importers.samples import SAMPLES

CASES = 20_000
SECONDS = 2.0
LOOKED_AT = 10
"""Every so many cases all importers look at a spoilt file, as an import does to recognise it."""


def main() -> None:
    """Run the cases and print what was found; the exit code says whether anything was."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--cases", type=int, default=CASES, help="in all")
    parser.add_argument("--only", help="one format")
    parser.add_argument("--seed", type=int, default=0, help="of the first case")
    asked = parser.parse_args()
    chosen = [each for each in importers() if asked.only in {None, each.kind}]
    each_one = -(-asked.cases // len(chosen))
    faults: list[str] = []
    print(
        f"{'format':14} {'cases':>6} {'items':>7} {'ms a case':>10} {'slowest s':>10} {'faults':>7}"
    )
    for importer in chosen:
        folder = Path(tempfile.mkdtemp(prefix="palace-fuzz-"))
        found: list[str] = []
        items = 0
        slowest = 0.0
        started = time.process_time()
        try:
            sample = SAMPLES[importer.kind](folder)
            for seed in range(asked.seed, asked.seed + each_one):
                before = time.process_time()
                try:
                    items += check_case(importer, sample, seed, SECONDS)
                    if seed % LOOKED_AT == 0:
                        _look(sample, seed)
                except BrokenPromiseError as error:
                    found.append(str(error))
                slowest = max(slowest, time.process_time() - before)
        finally:
            shutil.rmtree(folder)
        spent = (time.process_time() - started) / each_one
        print(
            f"{importer.kind:14} {each_one:6} {items:7} {spent * 1e3:10.1f} {slowest:10.2f} "
            f"{len(found):7}",
            flush=True,
        )
        faults += found
    for fault in faults[:40]:
        print(fault)
    print(f"{len(faults)} faults in {each_one * len(chosen)} cases")
    sys.exit(bool(faults))


def _look(sample: Path, seed: int) -> None:
    """Have every importer look at a spoilt copy."""
    if sample.is_dir():
        return
    folder = Path(tempfile.mkdtemp(prefix="palace-fuzz-"))
    try:
        copy = folder / sample.name
        shutil.copyfile(sample, copy)
        path = mutated(copy, Random(seed))
        for importer in importers():
            try:
                with Guard(folder, SECONDS) as guard:
                    importer.recognise(path)
            except TooSlow:
                guard.found.append("it took over two seconds")
            except Exception as error:
                guard.found.append(f"it crashed: {error!r}")
            if guard.found:
                what = "; ".join(guard.found)
                raise BrokenPromiseError(f"{importer.kind} looking at seed {seed}: {what}.")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
