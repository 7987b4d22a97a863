"""Names as they stand in an address."""

from __future__ import annotations

import re
import unicodedata

SCHEME = "palace://"
_REST = re.compile(r"[\W_]+")
_LONGEST = 40


def slug(name: str) -> str:
    """Return a name in small letters and digits of any script, joined by hyphens; never empty.

    Accents are dropped where a letter remains without them.
    """
    # Twice: some capitals are letters only once they are decomposed (Unicode, section 3.13).
    folded = name
    for _ in range(2):
        folded = unicodedata.normalize("NFKD", folded.casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    joined = _REST.sub("-", unicodedata.normalize("NFC", bare)).strip("-")[:_LONGEST].strip("-")
    # A bare number would read as that of a locus.
    return f"no-{joined}" if joined.isdecimal() else joined or "place"
