"""Spoiling files: bytes flipped, cut, repeated, nested, values of other kinds, other names."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

_TOKENS = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"}", b"[", b"]", b'"', b"\\", b"\\u0000",
    b"\\ud800", b"null", b"-1", b"1e999", b"99999999999999999999", b"<", b">", b"&", b"]]>",
    b"<![CDATA[", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"\n", b"\r", b"\r\n", b"\n\n\n",
    b"---\n", b"```", b"From x\n", b"Content-Transfer-Encoding: base64\n", b"Subject: =?x?q?=00?=",
    b"../", b"/etc/passwd", b"\xf0\x9f\xa6\x89", b"\xc3\x28", b" " * 999, b"a" * 5000,
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**63, -(2**70), 1e308, 1e-308, "", " ", "\x00", "\ud800", "a",
    "9" * 400, "x" * 3000, "../../x", [], {}, [None], [[]], [{}], {"": None}, {"text": {}},
    {"type": []}, "2024-13-45T99:99:99Z", "1970-01-01", [1, "a", None, {}],
)  # fmt: skip
_NAMES = ("x", "a b", "ü", "..x", "-", "%00", "a" * 120, "[[x]]", "#", "con", "é\u0301", "🦉")


def mutated(file: Path, random: Random) -> Path:
    """Spoil a file in place, one to three times, and perhaps rename it; return its path."""
    raw = file.read_bytes()
    for _ in range(random.randint(1, 3)):
        raw = _spoiled(raw, random)
    file.write_bytes(raw[:2_000_000])
    if random.random() < 0.15:
        stem = random.choice(_NAMES) if random.random() < 0.7 else file.stem
        suffix = file.suffix if random.random() < 0.7 else random.choice((".md", ".json", ".zip"))
        return file.rename(file.with_name(stem + suffix))
    return file


def _spoiled(raw: bytes, random: Random) -> bytes:
    if raw.startswith(b"PK\x03\x04") and random.random() < 0.7:
        inner = _zip(raw, random)
        if inner is not None:
            return inner
    if raw[:1] in {b"{", b"["} and random.random() < 0.6:
        values = _json(raw, random)
        if values is not None:
            return values
    return random.choice(_WAYS)(raw, random)


def _flip(raw: bytes, random: Random) -> bytes:
    found = bytearray(raw)
    for _ in range(random.randint(1, 12) if found else 0):
        found[random.randrange(len(found))] ^= 1 << random.randrange(8)
    return bytes(found)


def _cut(raw: bytes, random: Random) -> bytes:
    at = random.randint(0, len(raw))
    return raw[:at] if random.random() < 0.7 else raw[at:]


def _hole(raw: bytes, random: Random) -> bytes:
    start, end = sorted(random.randint(0, len(raw)) for _ in range(2))
    return raw[:start] + raw[end:]


def _repeat(raw: bytes, random: Random) -> bytes:
    start, end = sorted(random.randint(0, len(raw)) for _ in range(2))
    return raw[:end] + raw[start:end] * random.choice((1, 2, 20)) + raw[end:]


def _insert(raw: bytes, random: Random) -> bytes:
    at = random.randint(0, len(raw))
    return raw[:at] + random.choice(_TOKENS) * random.choice((1, 1, 2, 50)) + raw[at:]


def _overwrite(raw: bytes, random: Random) -> bytes:
    at = random.randint(0, len(raw))
    token = random.choice(_TOKENS)
    return raw[:at] + token + raw[at + len(token) :]


def _nest(raw: bytes, random: Random) -> bytes:
    depth = random.choice((1, 3, 100, 5000))
    opening, closing = random.choice(
        ((b"[", b"]"), (b'{"a":', b"}"), (b"<div>", b"</div>"), (b"> ", b""), (b"- ", b""))
    )
    at = random.choice((0, random.randint(0, len(raw))))
    return raw[:at] + opening * depth + raw[at:] + closing * depth


def _lines(raw: bytes, random: Random) -> bytes:
    lines = raw.split(b"\n")
    if random.random() < 0.5:
        random.shuffle(lines)
    else:
        del lines[random.randrange(len(lines))]
    return b"\n".join(lines)


def _noise(raw: bytes, random: Random) -> bytes:
    return random.randbytes(random.choice((0, 1, 64, 4096)))


def _encoding(raw: bytes, random: Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    return text.encode(random.choice(("utf-16", "utf-16-le", "utf-32", "cp1252")), "replace")


_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip, _flip, _cut, _cut, _hole, _repeat, _insert, _insert, _overwrite, _nest, _lines, _noise,
    _encoding,
)  # fmt: skip


def _json(raw: bytes, random: Random) -> bytes | None:
    """Put a value of another kind somewhere in JSON, or in one line of JSON lines."""
    try:
        return _as_json(_changed(json.loads(raw), random))
    except (ValueError, RecursionError):
        pass
    lines = raw.split(b"\n")
    at = random.randrange(len(lines))
    try:
        lines[at] = _as_json(_changed(json.loads(lines[at]), random))
    except (ValueError, RecursionError):
        return None
    return b"\n".join(lines)


def _as_json(value: object) -> bytes:
    return json.dumps(value).encode()


def _changed(value: Any, random: Random) -> Any:
    inner = list(value) if isinstance(value, dict) else range(len(value or ())) if isinstance(
        value, list
    ) else []  # fmt: skip
    if not inner or random.random() < 0.12:
        return random.choice(_VALUES)
    key = random.choice(inner)
    match random.random():
        case chance if chance < 0.08:
            del value[key]
        case chance if chance < 0.12 and isinstance(value, list):
            value.append(value[key])
        case chance if chance < 0.16 and isinstance(value, dict):
            value[random.choice(("type", "text", "id", "parent", ""))] = value.pop(key)
        case _:
            value[key] = _changed(value[key], random)
    return value


def _zip(raw: bytes, random: Random) -> bytes | None:
    """Spoil what is in a zip, or its members' names."""
    written = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(written, "w") as new:
            infos = old.infolist()
            names = old.namelist()
            chosen = random.randrange(len(infos)) if infos else 0
            for at, info in enumerate(infos):
                inner, name = old.read(info), info.filename
                if at == chosen:
                    if random.random() < 0.2:
                        wrong = ("../x", "/etc/x", "C:\\x", "", "a/" * 60, name * 2)
                        name = random.choice([each for each in wrong if each not in names])
                    else:
                        inner = _spoiled(inner, random)
                new.writestr(name, inner, zipfile.ZIP_DEFLATED)
    except Exception:  # a zip that is spoiled already: its bytes are changed instead
        return None
    return written.getvalue()
