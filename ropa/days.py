"""Calendar days as people write them. What is no day is the caller's to tell; reading days in documents is not here."""

from __future__ import annotations

import re
from datetime import date

_WRITTEN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def day(text: str) -> date | None:
    """`2026-11-21`, `21.11.2026`, or a time of day in ISO form cut to its day; None for what is no day."""
    words = text.strip()
    try:
        if written := _WRITTEN.fullmatch(words):
            number, month, year = map(int, written.groups())
            return date(year, month, number)
        return date.fromisoformat(words[:10]) if _ISO.fullmatch(words[:10]) else None
    except ValueError:
        return None
