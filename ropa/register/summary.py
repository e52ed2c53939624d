"""What a list of records shows of each: one query for all of them, none per row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ropa import texts
from ropa.journal.reading import Version
from ropa.namespaces import expand
from ropa.rdf import Literal, Term
from ropa.register.asking import question
from ropa.store import Solutions

_KINDS = {"controller": expand("ropa:Register"), "processor": expand("ropa:ProcessorRecord")}


@dataclass(frozen=True)
class RecordSummary:
    """One line of the list: titles by language ("" where untagged), who keeps it, how many activities."""

    iri: str
    kind: str
    """`controller` (Art. 30(1)) or `processor` (Art. 30(2))."""
    titles: tuple[tuple[str, str], ...]
    keeper_names: tuple[tuple[tuple[str, str], ...], ...]
    """Of each controller (processor) its names by language."""
    activities: int
    modified: date | None

    def title(self, language: str) -> str:
        """In the asked language, else English, else any; what it is and whose, where it has none."""
        if self.titles:
            return _chosen(dict(self.titles), language)
        keepers = ", ".join(self.keepers(language))
        return f"{texts.label(_KINDS[self.kind], language)}: {keepers}" if keepers else self.slug

    def keepers(self, language: str) -> list[str]:
        """Who keeps the record, by the name in the asked language where there is one."""
        return sorted(_chosen(dict(names), language) for names in self.keeper_names)

    @property
    def slug(self) -> str:
        """Last part of the IRI: what the command line calls the record."""
        return self.iri.rsplit("/", 1)[-1]


def summaries(select: Callable[[str], Solutions]) -> list[RecordSummary]:
    """All records of a store, in order of their IRIs."""
    rows: dict[str, list[dict[str, Term]]] = {}
    for row in select(question("records")):
        rows.setdefault(row["record"].value, []).append(row)
    return [_summary(record, group) for record, group in rows.items()]


def countries(select: Callable[[str], Solutions]) -> frozenset[str]:
    """Where those who keep the records have their seats."""
    return frozenset(row["country"].value for row in select(question("controller-countries")))


def dated(records: Sequence[RecordSummary], versions: Iterable[Version]) -> list[RecordSummary]:
    """Records that state no day of change get that of their latest version; `versions` oldest first."""
    days = {version.graph: version.time.date() for version in versions if version.state != "erasure"}
    return [replace(each, modified=each.modified or days.get(each.iri)) for each in records]


def _summary(record: str, rows: list[dict[str, Term]]) -> RecordSummary:
    titles = {(t.language or "", t.value) for r in rows if isinstance(t := r.get("title"), Literal)}
    days = sorted(r["modified"].value for r in rows if "modified" in r)
    count = next((r["activities"].value for r in rows if "activities" in r), "0")
    return RecordSummary(
        iri=record,
        kind="processor" if any(r["kind"].value.endswith("ProcessorRecord") for r in rows) else "controller",
        titles=tuple(sorted(titles)),
        keeper_names=_names(rows),
        activities=int(count),
        modified=_day(days[-1]) if days else None,
    )


def _names(rows: list[dict[str, Term]]) -> tuple[tuple[tuple[str, str], ...], ...]:
    found: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        if isinstance(name := row.get("name"), Literal):
            found.setdefault(row["controller"].value, set()).add((name.language or "", name.value))
    return tuple(tuple(sorted(found[party])) for party in sorted(found))


def _chosen(by_language: dict[str, str], language: str) -> str:
    return by_language.get(texts.preferred(by_language, language), "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
