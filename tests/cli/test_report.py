"""What became of each item is kept, and told."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

from tests.cli.command_line import CommandLine
from tests.cli.test_importing import many


def test_the_last_imports_are_told_the_worst_first(
    palace: CommandLine, notes: Path, chats: Path
) -> None:
    (notes / "Empty.md").touch()
    (notes / "Picture.md").write_bytes(bytes(range(256)) * 20)
    palace.add(notes, chats)
    (notes / "Bread.md").write_text("# Rye\n\nTwelve hours.\n", encoding="utf-8")
    for name in ("Picture.md", "Clocks.txt"):
        (notes / name).unlink()
    palace.add(notes)
    answer = palace("report", "--last", 5, "--json")
    newest, first = answer.json
    assert newest["counts"] == {
        "added": 0, "updated": 1, "unchanged": 1, "missing": 1, "skipped": 1, "failed": 0,
    }  # fmt: skip
    assert [(each["path"], each["format"], each["complete"]) for each in first["sources"]] == [
        (str(notes), "markdown", True),
        (str(chats), "chatgpt", True),
    ]
    told = {item["item"]: (item["result"], item["format"]) for item in first["items"]}
    assert told["c1"] == ("added", "chatgpt")
    assert told["Picture.md"] == ("failed", "markdown")
    assert newest["sources"][0]["unchanged"] == 1
    only = palace("report", "--last", 2, "--result", "failed", "--json").json
    assert [len(each["items"]) for each in only] == [0, 1]
    assert "binary" in only[1]["items"][0]["reason"]
    out = palace("report").out
    assert out.index("skipped  ") < out.index("missing  ") < out.index("updated  ")
    assert "Empty.md" in out and "0 bytes" in out


def test_a_palace_without_imports_says_so(palace: CommandLine, notes: Path) -> None:
    refused = palace("report", "--json")
    assert refused.code == 3, "there is no palace"
    palace.add(notes)
    assert len(palace("report", "--last", 9, "--json").json) == 1


def test_an_import_that_was_stopped_is_told_as_well(palace: CommandLine, tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 400)
    command = palace.command("import", folder, "--no-wait", "--json", "--progress-json")
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stderr is not None
        for line in child.stderr:
            if json.loads(line)["done"] >= 48:
                break
        child.send_signal(signal.SIGINT)
        out, _ = child.communicate(timeout=60)
    [told] = palace("report", "--json").json
    assert told["counts"]["added"] == json.loads(out)["counts"]["added"] > 0
    assert told["sources"][0]["complete"] is False
    assert "stopped before its end" in palace("report").out
