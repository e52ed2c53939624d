"""Every report over a register. Those over facts alone are files in `ropa/reports/`; here is what else they need.

Those that need more than the facts of today (rule book, journal) are modules beside this one, discovered: a module
`changes_since.py` is the report `changes-since` and has PARAMETERS and `build(register, words, given, day)`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING

from ropa import days, queries, reports, resources, texts
from ropa.errors import BadParameter, said
from ropa.namespaces import VOCABULARY
from ropa.rendering.table import Block, Cell, Column, Table
from ropa.store import Solutions
from ropa.store.bounded import bounded

if TYPE_CHECKING:
    from ropa.register.registry import Registry

SHORT = 12
"""Signs of the rule book's version that are shown."""


FILTERS = ("controller", "country", "processor", "status", "unit")
"""Parameters of every report here, as of those over facts."""


@dataclass(frozen=True)
class Filtered:
    """Registers that filters leave, None for all of them; and the filters as facts."""

    registers: frozenset[str] | None
    facts: tuple[tuple[str, str], ...]

    def leaves(self, graph: str) -> bool:
        """Whether a register is among them."""
        return self.registers is None or graph in self.registers


@dataclass(frozen=True)
class Content:
    """What a module gives: `facts` beside day, version and number of rows; a row's first cell names it."""

    columns: Sequence[tuple[str, int]]
    """Key and width; the title is `text:reports-column-<key>`."""
    rows: Sequence[tuple[Cell, ...]]
    facts: Sequence[tuple[str, str]] = ()
    blocks: Sequence[Block] = ()
    quiet: frozenset[str] = frozenset()


@cache
def names() -> tuple[str, ...]:
    """Every report that is a module here, sorted."""
    return tuple(sorted(module.name.replace("_", "-") for module in iter_modules(__path__)))


def title(name: str, language: str) -> str:
    """In that language."""
    return texts.say(f"reports-title-{name}", language)


def table(register: Registry, name: str, language: str, parameters: Mapping[str, str]) -> Table:
    """The report in one language. Raises NotFound, or BadParameter for a parameter it does not have or cannot read."""
    return (
        _made(register, name, language, parameters) if name in names() else _read(register, name, language, parameters)
    )


def parameters(name: str) -> tuple[str, ...]:
    """What a report can be narrowed by."""
    return _module(name).PARAMETERS if name in names() else tuple(p.name for p in reports.load(name).parameters)


def _read(register: Registry, name: str, language: str, parameters: Mapping[str, str]) -> Table:
    """A report of `ropa/reports/`. Parties and records may be called what people call them."""
    version = str(register.ledger.journal.head().sequence)
    edition = reports.Edition(register.settings.base, date.today(), version, register.rules.book().version[:SHORT])
    query, given = reports.load(name), dict(parameters)
    terms = query.terms(given, base=edition.base, today=date.today())
    for parameter in query.parameters:
        if parameter.kind in {"party", "record"} and parameter.name in given:
            given[parameter.name] = register.checked(query, {parameter.name: terms[parameter.name]})[
                parameter.name
            ].value

    def select(text: str) -> Solutions:
        """Without a copy in memory where there is none yet and the vocabulary is not asked for."""
        store = register.facts if f"GRAPH <{VOCABULARY}" in text else register.ledger.at_hand()
        with bounded(store.folder, language):
            return store.select(text)

    return reports.table(name, select, language, given, edition)


def _made(register: Registry, name: str, language: str, parameters: Mapping[str, str]) -> Table:
    module, day = _module(name), date.today()
    unknown = sorted(set(parameters) - set(module.PARAMETERS))
    if unknown:
        takes = said("It takes: {choices}.", choices=", ".join(module.PARAMETERS))
        raise BadParameter(said("the report has no parameter '{name}'.", name=unknown[0]), where=name, mend=takes)
    words = reports.Words(language, {})
    content: Content = module.build(register, words, parameters, day)

    def say(key: str) -> str:
        return texts.say(f"reports-{key}", words.language)

    facts = [
        (say("date"), words.date(day)),
        (say("version"), str(register.ledger.journal.head().sequence)),
        (say("filter-rules"), register.rules.book().version[:SHORT]),
        (say("rows"), str(len(content.rows))),
        *content.facts,
    ]
    return Table(
        name=name,
        title=title(name, words.language),
        language=words.language,
        date=day.isoformat(),
        facts=tuple(fact for fact in facts if fact[1]),
        blocks=tuple(content.blocks),
        columns=tuple(Column(k, say(f"column-{k}"), width, k in content.quiet) for k, width in content.columns),
        rows=tuple(content.rows),
        untold=say("untold"),
        empty=say("empty"),
        contents_title=say("details"),
    )


def filters(register: Registry, words: reports.Words, given: Mapping[str, str]) -> Filtered:
    """What `FILTERS` among the parameters leave of the registers. Parties may be called what people call them."""
    asked = {key: given[key] for key in FILTERS if given.get(key)}
    if not asked:
        return Filtered(None, ())
    query = queries.load(str(resources.within("register", "questions", "filtered-registers.rq")))
    terms = register.checked(query, query.terms(asked, base=register.settings.base, today=date.today()))
    kept = frozenset(row["record"].value for row in register.facts.select(query.bind(terms)))
    told = [
        (key, register.name_of(term.value, words.language) if key in {"controller", "processor"} else words.term(term))
        for key, term in terms.items()
    ]
    return Filtered(kept, tuple((texts.say(f"reports-filter-{key}", words.language), value) for key, value in told))


def day_of(given: Mapping[str, str], name: str, default: date) -> date:
    """A parameter that is a day. Raises BadParameter."""
    found = days.day(given[name]) if given.get(name) else default
    if found is None:
        raise BadParameter(
            said("'{value}' is no day.", value=given[name]), where=name, mend="Write for example 2026-01-31."
        )
    return found


def _module(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name.replace('-', '_')}")
