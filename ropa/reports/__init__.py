"""One `.rq` per report, beside this module: titles, columns and cells in its header; the answer is a table.

A `.view` is a report too: a header alone, over the facts of the `.rq` that its line `# facts: name` names.

Runs the report's query and names what it finds. Judges nothing: findings are facts like others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from ropa import queries, texts
from ropa.errors import BadQuery, NotFound, said
from ropa.queries import Query
from ropa.rdf import Literal, NamedNode, Term, uncollected
from ropa.rendering.table import Block, Cell, Table
from ropa.reports.cells import Writer
from ropa.reports.group import Frame, Group, gather
from ropa.reports.layout import Layout, read_layout
from ropa.reports.words import Names, Words, capital
from ropa.resources import within
from ropa.store import Solutions

__all__ = ["Edition", "Words", "capital", "load", "names", "table"]

Select = Callable[[str], Solutions]

_REGISTER = re.compile(r"/record/[^/]+$")
_AT_ONCE = 2_000
"""Nodes whose names are asked for one by one."""


@dataclass(frozen=True)
class Edition:
    """What a report is an edition of: `version` of the register is shown as given; no day means today."""

    base: str = "https://ropa.example"
    as_of: date | None = None
    version: str = ""
    rules: str = ""
    """Version of the rule set the register is held to."""


def names() -> tuple[str, ...]:
    """Every report there is, sorted."""
    return tuple(sorted(file.stem for ending in ("rq", "view") for file in within("reports").glob(f"*.{ending}")))


def load(name: str) -> Query:
    """The query of a report with its header. Raises NotFound."""
    if name not in names():
        raise NotFound(
            said("there is no report '{name}'.", name=name),
            mend=said("Use one of: {choices}.", choices=", ".join(names())),
        )
    return _read(name)


@cache
def _read(name: str) -> Query:
    file = within("reports", f"{name}.rq")
    if file.is_file():
        return queries.parse(file.read_text(encoding="utf-8"), name)
    header = within("reports", f"{name}.view").read_text(encoding="utf-8")
    source = queries.read_header(header, name).all("facts")
    if len(source) != 1:
        raise BadQuery("a view has one line '# facts: name'.", where=name)
    facts = queries.load(source[0]) if source[0] in queries.names() else load(source[0])
    kept = ("# param:", "# through:")
    body = [line for line in facts.text.splitlines() if not line.startswith("#") or line.startswith(kept)]
    return queries.parse("\n".join([header.rstrip(), *body]) + "\n", name)


def table(
    name: str,
    select: Select,
    language: str,
    parameters: Mapping[str, str] | None = None,
    edition: Edition | None = None,
) -> Table:
    """A report as a table in one language.

    Raises NotFound for an unknown report, BadParameter for a parameter or language it does not have.
    """
    with uncollected():
        return _table(name, select, language, parameters or {}, edition or Edition())


def _table(name: str, select: Select, language: str, parameters: Mapping[str, str], edition: Edition) -> Table:
    query = load(name)
    day = edition.as_of or date.today()
    bound = query.terms(parameters, base=edition.base, today=day)
    answer = select(_unordered(query.bind(bound)))
    layout = read_layout(query, texts.default().language(language))
    frame = Frame.of(answer, layout.variables)
    groups = gather(answer, frame, layout.row, through=layout.through)
    blocks = gather(answer, frame, layout.block, without=layout.row[0])
    words = Words(language, _names(select, [*_shown(answer, frame), *bound.values()], language))
    del answer
    groups.sort(key=lambda group: [words.rank(group.first(key)) for key in layout.order])
    writer = Writer(layout, words)
    rows, contents = _rows(groups, layout, writer)
    return Table(
        name=name,
        title=query.title(words.language),
        language=words.language,
        date=day.isoformat(),
        facts=(
            *_facts(query, bound, words, (words.date(day), edition.version, edition.rules, str(len(rows)))),
            *_form(layout, words),
        ),
        blocks=_blocks(blocks, layout, words, writer),
        columns=layout.columns,
        rows=rows,
        untold=texts.say("reports-untold", words.language),
        empty=texts.say("reports-empty", words.language),
        contents_title=texts.say("reports-contents", words.language),
        contents=contents,
    )


def _rows(groups: list[Group], layout: Layout, writer: Writer) -> tuple[tuple[tuple[Cell, ...], ...], tuple[str, ...]]:
    """Rows and their lines in the list. Empties `groups` on the way, so that facts and words are not held together."""
    rows, contents, pattern = [], [], layout.contents
    groups.reverse()
    while groups:
        group = groups.pop()
        rows.append(tuple([writer.cell(group, column.key) for column in layout.columns]))
        if pattern:
            values = writer.values(group, pattern.variables)
            if values.get("activity") == values.get("record"):  # an activity without a title goes by its register's
                values.pop("record", None)
            contents.append(pattern.fill(values))
    return tuple(rows), tuple(contents)


def _form(layout: Layout, words: Words) -> list[tuple[str, str]]:
    """Whose form it is, how it is known, which of its columns are not certain, and which nothing can fill."""
    doubtful = [column.title for column in layout.columns if column.key in layout.unconfirmed]
    if doubtful and len(doubtful) == len(layout.columns):
        doubtful = [texts.say("reports-all-columns", words.language)]
    blank = "; ".join(column.title for column in layout.columns if column.key in layout.blank)
    told = {"form": layout.form, "evidence": layout.evidence, "unconfirmed": "; ".join(doubtful), "blank": blank}
    return [(texts.say(f"reports-{key}", words.language), value) for key, value in told.items() if value]


def _shown(answer: Solutions, frame: Frame) -> set[Term]:
    """Every term that a cell may show."""
    places = [at for name, at in frame.places.items() if name == "value" or name in frame.wanted]
    return {term for row in answer.rows for at in places if (term := row[at]) is not None}


def _names(select: Select, shown: Iterable[Term], language: str) -> Names:
    """Titles and names of every node the vocabulary has no label for; of an activity without one its register's."""
    nodes = {term for term in shown if isinstance(term, NamedNode) and not texts.known(term.value)}
    found = _asked(select, nodes)
    unnamed = {node.value for node in nodes} - found.keys()
    above = {node: node.partition("/activity/")[0] for node in unnamed if "/activity/" in node}
    registers = _asked(select, set(map(NamedNode, set(above.values()) - found.keys()))) | found
    unnamed |= {*above.values()}
    none = (Literal(texts.say("reports-register-unnamed", language), language=language),)
    registers |= {node: none for node in unnamed - registers.keys() if _REGISTER.search(node)}
    return registers | {node: registers[register] for node, register in above.items() if register in registers}


def _asked(select: Select, wanted: set[NamedNode]) -> dict[str, tuple[Literal, ...]]:
    """Names by node, sorted; those of many nodes in one sweep over all there are."""
    if not wanted:
        return {}
    asked = queries.load("names-of-nodes")
    answer = select(_unordered(asked.bind({"node": sorted(wanted, key=str)} if len(wanted) <= _AT_ONCE else {})))
    node_at, name_at = (answer.variables.index(variable) for variable in ("node", "name"))
    found: dict[Term, list[Literal]] = {}
    for row in answer.rows:
        node, name = row[node_at], row[name_at]
        if node in wanted and isinstance(name, Literal):
            found.setdefault(node, []).append(name)
    return {node.value: tuple(sorted(names, key=str)) for node, names in found.items()}


def _unordered(text: str) -> str:
    """Without the order of the whole answer: a report sorts by words, not by terms."""
    body, mark, order = text.rpartition("\nORDER BY ")
    return body if mark and "}" not in order else text


def _facts(
    query: Query, bound: Mapping[str, Term], words: Words, state: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Day, versions and number of rows, then the day judged on and the filters."""

    def say(key: str) -> str:
        return texts.say(f"reports-{key}", words.language)

    known = [(say(key), value) for key, value in zip(("date", "version", "filter-rules", "rows"), state, strict=True)]
    given = [(p, words.term(bound[p.name])) for p in query.parameters if p.name in bound]
    return tuple(
        (label, value) for label, value in [*known, *((say(f"filter-{p.name}"), v) for p, v in given)] if value
    )


def _blocks(groups: Iterable[Group], layout: Layout, words: Words, writer: Writer) -> tuple[Block, ...]:
    untold = texts.say("reports-untold", words.language)
    blocks = []
    for group in sorted(groups, key=lambda group: words.rank(group.first(layout.block[0]))):
        lines = {key: writer.cell(group, key) for key, _ in layout.fields}
        if layout.gap and not any(lines[key] for key in layout.gap):
            lines[layout.gap[-1]] = (untold,)
        entries = [(label, lines[key]) for key, label in layout.fields]
        heading = layout.heading.fill(writer.values(group, layout.heading.variables)) if layout.heading else ""
        blocks.append(Block(heading, tuple((label, lines) for label, lines in entries if lines)))
    return tuple(blocks)
