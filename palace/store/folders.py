"""Which folders can hold a palace.

SQLite's write-ahead log needs shared memory between processes on one machine; network mounts and
folders that another program synchronises file by file break it.
"""

from __future__ import annotations

from pathlib import Path

from palace.model.errors import StorageError

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "afs", "davfs"}
)
_SYNCED = ("Dropbox", "OneDrive", "Google Drive", "iCloud Drive", "Mobile Documents", "Nextcloud")


def refuse_unfit(folder: Path, mounts: Path = Path("/proc/mounts")) -> None:
    """Refuse a folder on a network mount or inside a synchronised one.

    Raises
    ------
    StorageError
        With what it is and where a palace can live.
    """
    resolved = folder.resolve()
    for part in resolved.parts:
        if part in _SYNCED:
            raise StorageError(
                f"{folder} lies inside {part}, which copies files while they are written and "
                "would damage the palace; keep it in a folder on this computer and export to "
                f"{part} instead."
            )
    kind = _filesystem(resolved, mounts)
    if kind in _NETWORK:
        raise StorageError(
            f"{folder} is on a network drive ({kind}), where SQLite cannot keep a palace safe; "
            "choose a folder on this computer."
        )


def _filesystem(path: Path, mounts: Path) -> str:
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        fields = line.split()
        if len(fields) < 3:
            continue
        point = Path(fields[1].encode().decode("unicode_escape"))
        if path.is_relative_to(point) and len(point.parts) > best:
            best, kind = len(point.parts), fields[2]
    return kind
