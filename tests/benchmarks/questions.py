"""Every question of the library at 10,000 records, the slowest against another way to ask the same on the same engine.

The other way (`alternatives/*.rq`) is one plain SELECT per part, put together in Python: no union, no parameters. Both
must give the same rows, each part in the question's order. Promised: at most twice the time of the other way. Told by
processor time; names of questions after the command measure those alone.
What generated registers lack (notices, breaches, tools) is added, so that questions about it have an answer. A question
without an alternative is told beside a full scan of the store, the floor of whatever reads everything.
"""

from __future__ import annotations

import sys
from pathlib import Path

from _measuring import BASE, DAY, SCAN, best, heading, note, processor, records, register, store, tell
from _told import told

from ropa import queries
from ropa.namespaces import PREFIXES
from ropa.register.registry import _vocabulary
from ropa.store.embedded import EmbeddedStore

_RECORDS = 10_000
_ALTERNATIVES = Path(__file__).parent / "alternatives"
_HEAD = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())
_TIMES = 2
_ORDER = "\nORDER BY "
_BARE = "# register: as generated"
"""Line of an alternative that does not know what is added to the register."""
_Row = tuple[str, ...]


def main() -> None:
    number = records(_RECORDS)
    heading(f"questions of the library, {number} records")
    asked = store(number)
    asked.replace(_vocabulary())
    scan = best(lambda: asked.select(SCAN), 3, processor)
    note(f"full scan: {scan * 1000:.0f} ms")
    others = {file.stem: file.read_text(encoding="utf-8").split("# ---\n") for file in _ALTERNATIVES.glob("*.rq")}
    unknown = sorted(others.keys() - set(queries.names()))
    if unknown:
        raise SystemExit(f"alternatives to no question: {', '.join(unknown)}")
    wanted = [name for name in queries.names() if name in sys.argv[1:] or not sys.argv[1:]]
    bare = [name for name in wanted if name in others and _BARE in others[name][0]]
    kept = [_measured(asked, name, others.get(name), scan) for name in bare]
    asked.load(told(register(number)))
    kept += [_measured(asked, name, others.get(name), scan) for name in wanted if name not in bare]
    asked_twice = [held for held in kept if held is not None]
    note(f"{sum(asked_twice)} of {len(asked_twice)} questions kept; {kept.count(None)} without another way to ask")


def _measured(asked: EmbeddedStore, name: str, parts: list[str] | None, scan: float) -> bool | None:
    """Whether a question keeps the promise; None where there is no other way to ask it."""
    query = queries.load(name)
    text = query.bind(query.terms({}, base=BASE, today=DAY))
    taken = best(lambda: asked.select(text), 2, processor)
    if parts:
        return _compare(asked, name, text, taken, parts)
    note(f"{name}: {taken * 1000:.0f} ms, {taken / scan:.1f} scans, {len(asked.select(text))} rows")
    return None


def _compare(asked: EmbeddedStore, name: str, text: str, taken: float, parts: list[str]) -> bool:
    names = asked.select(text).variables
    order = "".join(text.rpartition(_ORDER)[1:])
    ordered = [part if _ORDER in part else part.rstrip() + order for part in parts]
    other = best(lambda: [asked.select(_HEAD + part) for part in ordered], 2, processor)
    rows = _rows(asked, [text], names)
    same = rows == _rows(asked, [_HEAD + part for part in parts], names)
    said = f"{taken * 1000:.0f} ms for {len(rows)} rows, the other way {other * 1000:.0f} ms: {taken / other:.2f} times"
    kept = same and taken <= _TIMES * other
    tell(name, said + ("" if same else "; ROWS DIFFER"), f"{_TIMES} times", kept)
    return kept


def _rows(asked: EmbeddedStore, texts: list[str], names: tuple[str, ...]) -> set[_Row]:
    return {tuple(str(row.get(name, "")) for name in names) for text in texts for row in asked.select(text)}


if __name__ == "__main__":
    main()
