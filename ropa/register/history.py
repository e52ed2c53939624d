"""The journal's rows in the reader's language: what was done, and what became of it. Reading them is the ledger's."""

from __future__ import annotations

from collections.abc import Sequence

from ropa import texts
from ropa.journal import Version

_VERBS = ("import", "remove", "restore", "erase", "waive", "settle", "publish")


COLUMNS = ("change", "time", "actor", "action", "graph", "version", "state")


def told(row: Version, base: str) -> list[str]:
    """What each column says of a row of the journal."""
    time, number = row.time.isoformat(timespec="seconds"), str(row.number or "")
    return [str(row.change), time, row.actor, row.action, row.graph.removeprefix(f"{base}/"), number, row.state]


def spoken(row: Sequence[str], language: str) -> list[str]:
    """A row of `Registry.log`: verb and state in words, the rest as it was written down."""
    *others, action, graph, version, state = row
    verb, _, rest = action.partition(" ")
    words = f"{texts.say(f'cli-action-{verb}', language)} {rest}".strip() if verb in _VERBS else action
    return [*others, words, graph, version, texts.say(f"cli-state-{state}", language)]
