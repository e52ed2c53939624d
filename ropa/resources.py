"""Where the ontology, the rules, the facts and our own texts lie: the only module that knows."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_SIDE_BY_SIDE = _PACKAGE.parent
_IN_WHEEL = _PACKAGE / "_resources"


def _folder(name: str) -> Path:
    carried = _IN_WHEEL / name
    return carried if carried.is_dir() else _SIDE_BY_SIDE / name


def ontology() -> Path:
    """Folder of ropa.ttl, alignment.ttl, dpv-terms.ttl and prefixes.ttl."""
    return _folder("ontology")


def shapes() -> Path:
    """Folder of the rules, one TriG file each."""
    return _folder("shapes")


def data() -> Path:
    """Folder of registers/, notices/ and reference/."""
    return _folder("data")


def within(*parts: str) -> Path:
    """A folder or file of the package itself: `within("queries")`, `within("texts")`."""
    return _PACKAGE.joinpath(*parts)
