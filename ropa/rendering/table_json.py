"""A table as JSON for programs: columns by key and title, rows as lists of lines; gaps are empty lists."""

from __future__ import annotations

import json

from ropa.rendering.table import Table

MEDIA_TYPE = "application/json"


def render(table: Table) -> bytes:
    """Stable: keys in this order, UTF-8 as it is."""
    document = {
        "report": table.name,
        "title": table.title,
        "language": table.language,
        "date": table.date,
        "facts": [{"label": label, "value": value} for label, value in table.facts],
        "blocks": [
            {"heading": b.heading, "entries": [{"label": label, "lines": lines} for label, lines in b.entries]}
            for b in table.blocks
        ],
        "contents": table.contents,
        "columns": [{"key": column.key, "title": column.title} for column in table.columns],
        "rows": [dict(zip((c.key for c in table.columns), row, strict=True)) for row in table.rows],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
