"""Which field of a transfer a safeguard is a value of. The words that name safeguards are in `phrases/`."""

from __future__ import annotations

UNNAMED = "ropa:Article49Derogation"
"""A derogation of Article 49 of which no point is named."""


def field_of(concept: str) -> str:
    """An instrument that no law knows any more is relied on and is no legal basis; "" for words that name neither."""
    if concept.startswith("eu-gdpr:") or concept == UNNAMED:
        return "legal_bases"
    return "relies_on" if ":" in concept else ""
