"""The short list a person can settle after importing, and the settled list read back.

On it: concepts no vocabulary has, organisations that may be one, values a revised notice and the record disagree
on, doubtful readings. A decision is one word in its column; a blank one leaves the matter open. All decisions of a
list are one change, none is taken where one of them cannot be understood.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ropa import importing, mapping, texts
from ropa.errors import BadParameter, UnreadableFile, said
from ropa.model import Concept
from ropa.namespaces import shorten
from ropa.rdf import NamedNode, iri
from ropa.register.changes import FileOutcome, called
from ropa.register.files import load_file
from ropa.register.parties import Likeness, directory
from ropa.register.registry import Registry
from ropa.rendering import tables
from ropa.rendering.table import Column, Table

COLUMNS = ("kind", "where", "words", "proposal", "reason", "decision", "how", "key")
_WIDTHS = (26, 30, 36, 30, 40, 24, 46, 20)
_TYPE, _CONCEPT = iri("rdf:type"), iri("ropa:RegisterConcept")
NOTHING = "nothing"
"""In the key of a value that is told no longer."""
SETTLED = iri("sw:term_status")
"""On a concept that a person has placed."""


@dataclass(frozen=True)
class Matter:
    """One row. `key` says what it is about: `concept IRI`, `party IRI IRI`, `remark HASH`, or `value IRI PROPERTY`
    and the values that taking it would put there (N-Triples terms with commas between, or `nothing`)."""

    where: str
    words: str
    proposal: str
    reason: str
    key: str
    decision: str = ""

    @property
    def kind(self) -> str:
        """The first word of the key."""
        return self.key.partition(" ")[0]

    def cells(self, language: str) -> tuple[str, ...]:
        """The row as a person reads it."""
        kind = texts.say(f"sheets-review-{self.kind}", language)
        how = texts.say(f"sheets-review-how-{self.kind}", language)
        return (kind, self.where, self.words, self.proposal, self.reason, self.decision, how, self.key)


def matters(register: Registry, outcomes: Iterable[FileOutcome], language: str) -> list[Matter]:
    """All that is open in the register, and what the files just read left undecided."""
    found = [*_values(register, outcomes, language), *_parties(register, language), *_concepts(register, language)]
    found += [
        Matter(outcome.file, texts.translated(remark, language), "", "", _remark_key(outcome.file, remark))
        for outcome in outcomes
        for remark in outcome.remarks
    ]
    return list({matter.key: matter for matter in reversed(found)}.values())[::-1]


def _remark_key(file: str, remark: str) -> str:
    about = "\n".join((file, remark)).encode("utf-8", "backslashreplace")
    return f"remark {hashlib.sha256(about).hexdigest()[:12]}"


def _values(register: Registry, outcomes: Iterable[FileOutcome], language: str) -> Iterator[Matter]:
    for outcome in outcomes:
        for each in outcome.undecided:
            shown = [
                ", ".join(called(register, value, language) for value in values)
                for values in (each.record_has, each.notice_says)
            ]
            yield Matter(
                where=_place(register, each.subject, language),
                words=f"{texts.label(each.term, language)}: {shown[0]}",
                proposal=shown[1],
                reason=texts.say("sheets-review-changed", language),
                key=f"value {each.subject} {shorten(each.term)} {' , '.join(each.stated) or NOTHING}",
            )


def _place(register: Registry, node: str, language: str) -> str:
    """The record or organisation a node lies in, and what the node itself is called there."""
    base = register.settings.base
    kind, key, *inside = node.removeprefix(f"{base}/").split("/")
    home = f"{base}/{kind}/{key}"
    names = (
        register.name_of(each, language) or each.rsplit("/", 1)[-1] for each in ((home, node) if inside else (home,))
    )
    return ": ".join(names)


def _parties(register: Registry, language: str) -> Iterator[Matter]:
    known = directory(register)
    for each in known.likenesses():
        first, second = known.name(each.kept), known.name(each.other)
        yield Matter(
            where=" / ".join(iri.rsplit("/", 1)[-1] for iri in (each.kept, each.other)),
            words=second[0] if second else each.other,
            proposal=first[0] if first else each.kept,
            reason=_reason(each, language),
            key=f"party {each.kept} {each.other}",
        )


def _reason(likeness: Likeness, language: str) -> str:
    return texts.say(f"sheets-review-{likeness.reason}", language, share=likeness.share)


def _concepts(register: Registry, language: str) -> Iterator[Matter]:
    labels = texts.default().labels(language)
    folded = {label.casefold(): label for label in labels}
    for graph in sorted(register.ledger.journal.graphs()):
        content = register.ledger.journal.state(graph)
        own = [t.subject.value for t in content if t.object == _CONCEPT and isinstance(t.subject, NamedNode)]
        source = mapping.index(content)
        for node in sorted(own):
            if SETTLED.value in source.get(node, {}):
                continue
            concept = mapping.read(Concept, node, source)
            words = next((label.value for label in concept.labels), node)
            near = difflib.get_close_matches(words.casefold(), folded, n=1, cutoff=0.75)
            placed = texts.label(concept.broader[0], language) if concept.broader else ""
            reason = "placed" if placed else "near" if near else "no"
            yield Matter(
                where=register.name_of(graph, language) or graph,
                words=words,
                proposal=placed or (folded[near[0]] if near else ""),
                reason=texts.say(f"sheets-review-{reason}-label", language),
                key=f"concept {node}",
            )


def written(found: Sequence[Matter], file: str, language: str) -> bytes:
    """The list as `.xlsx` or `.json`. Raises BadParameter for another ending."""
    ending = file.rsplit(".", 1)[-1].lower()
    if ending == "json":
        rows = [dict(zip(COLUMNS, matter.cells(language), strict=True)) for matter in found]
        return (json.dumps({"language": language, "review": rows}, ensure_ascii=False, indent=1) + "\n").encode()
    if ending != "xlsx":
        raise BadParameter(
            said("'{file}' cannot hold the list.", file=file), mend="Use a name ending in .xlsx or .json."
        )
    titles = [texts.say(f"sheets-review-{name}", language) for name in COLUMNS]
    table = Table(
        name="review",
        title=texts.say("sheets-review-title", language),
        language=language,
        date="1980-01-01",
        facts=(),
        blocks=(),
        columns=tuple(
            Column(key, title, width, quiet=True, typed=key == "decision")
            for key, title, width in zip(COLUMNS, titles, _WIDTHS, strict=True)
        ),
        rows=tuple(tuple((cell,) if cell else () for cell in matter.cells(language)) for matter in found),
        untold="",
        empty=texts.say("sheets-review-none", language),
    )
    return tables.render(table, ending)


def read_back(file: Path, register: Registry) -> list[Matter]:
    """The rows of a list, settled or not. Raises UnreadableFile where the file is no such list."""
    data = load_file(file, register.settings.max_file_bytes)
    if data[:1] == b"{":
        return list(_from_json(data, file.name))
    rows = importing.spreadsheet_rows(file.name, data, register.settings)
    heads = {tuple(texts.say(f"sheets-review-{name}", tag) for name in COLUMNS) for tag in texts.languages()}
    start = next((n for n, row in enumerate(rows) if tuple(row[: len(COLUMNS)]) in heads), -1)
    if start < 0:
        raise UnreadableFile(
            "this is no list to settle.", where=file.name, mend="Write it with `ropa import --review`."
        )
    found = []
    for row in rows[start + 1 :]:
        cells = dict(zip(COLUMNS, row, strict=False))
        if cells.get("key"):
            found.append(_matter(cells))
        elif cells.get("decision"):
            raise UnreadableFile(
                said("the decision '{decision}' stands in a row without a key.", decision=cells["decision"]),
                where=file.name,
                mend="Write the list again with --review, and change nothing but the decisions.",
            )
    return found


def _from_json(data: bytes, name: str) -> Iterator[Matter]:
    try:
        rows = json.loads(data)["review"]
        yield from (_matter({key: str(value) for key, value in row.items()}) for row in rows)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFile("this is no list to settle.", where=name, mend="Write it again with --review.") from error


def _matter(cells: dict[str, str]) -> Matter:
    fields = ("where", "words", "proposal", "reason", "key", "decision")
    return Matter(**{name: cells.get(name, "").strip() for name in fields})


def still_open(before: Sequence[Matter], now: Sequence[Matter]) -> list[Matter]:
    """What is open now, and what an earlier list left open that the register alone does not tell."""
    carried = [m for m in before if m.kind == "value" and not m.decision]
    return list({matter.key: matter for matter in (*carried, *now)}.values())
