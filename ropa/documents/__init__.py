"""One file per kind of document: a structured document whose every sentence knows its triples.

A kind is a module of this folder; its name with hyphens is the kind's. `writing/` turns facts into sentences,
`parts/` holds the sections that kinds are put together from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from ropa import texts
from ropa.documents.writing import narrow
from ropa.documents.writing.facts import Fact
from ropa.documents.writing.writer import Writer
from ropa.errors import BadParameter, said
from ropa.model import Dossier
from ropa.namespaces import expand
from ropa.rdf import NamedNode, Triple, iri, literal
from ropa.rendering.document import Document, Missing

__all__ = ["build", "concerns", "is_notice", "issued", "kinds", "touches", "variants", "with_findings"]


@cache
def kinds() -> tuple[str, ...]:
    """Every kind of document there is."""
    return tuple(sorted(m.name.replace("_", "-") for m in iter_modules(__path__) if not m.ispkg))


def build(  # noqa: PLR0913 - what a document may be asked for
    kind: str,
    dossier: Dossier,
    language: str,
    *,
    as_of: date,
    variant: str = "full",
    subject: str = "",
    full_at: str = "",
) -> Document:
    """A record as a document of a kind, in a language.

    Raises BadParameter for a kind, language or variant that does not exist. `as_of` is the day whose law
    and facts the document tells; `subject` the IRI of the one group of people that it is about, if not all;
    `full_at` the web address of the full notice that a short one leads to.
    """
    if variant not in variants(kind):
        raise BadParameter(
            said("'{kind}' has no variant '{variant}'.", kind=kind, variant=variant),
            mend=said("Use one of: {choices}.", choices=", ".join(variants(kind))),
        )
    told = narrow.to_subject(dossier, expand(subject)) if subject else dossier
    more = {"full_at": full_at} if full_at and "short" in variants(kind) else {}
    document: Document = _module(kind).write(told, texts.default().language(language), as_of, variant, **more)
    return document


def concerns(kind: str) -> tuple[str, ...]:
    """How the articles begin whose findings a kind shows; "" stands for all."""
    found: tuple[str, ...] = getattr(_module(kind), "CONCERNS", ())
    return found


def with_findings(document: Document, findings: Sequence[Missing]) -> Document:
    """The document with those of the open findings of its record that concern it."""
    begin = concerns(document.kind)
    told = [f for f in findings if touches(f.articles, begin)]
    return replace(document, findings=tuple(told))


def touches(articles: Sequence[str], begin: Sequence[str]) -> bool:
    """Whether any of the articles is, or is under, one that a kind concerns."""
    return "" in begin or any(_is_under(article, each) for article in articles for each in begin)


def is_notice(kind: str, variant: str) -> bool:
    """Whether a document of a kind is a notice for the people concerned, and a whole one."""
    return getattr(_module(kind), "IS_NOTICE", False) is True and variant != "short"


def issued(document: Document, notice: str, day: date) -> Document:
    """A notice as it is published on a day; `notice` is the IRI under which its graph keeps the day."""
    told = Fact(day, (Triple(NamedNode(notice), iri("dct:created"), literal(day)),))
    return replace(document, date=Writer(document.language, {}).sentence("updated", {"date": told}))


def _is_under(article: str, beginning: str) -> bool:
    """`28` is above `28(3)(a)`, and not above `280`."""
    return article.startswith(beginning) and not article.removeprefix(beginning)[:1].isdecimal()


def variants(kind: str) -> tuple[str, ...]:
    """The variants a kind is written in, the usual one first."""
    found: tuple[str, ...] = _module(kind).VARIANTS
    return found


def _module(kind: str) -> ModuleType:
    if kind not in kinds():
        raise BadParameter(
            said("there is no document of kind '{kind}'.", kind=kind),
            mend=said("Use one of: {choices}.", choices=", ".join(kinds())),
        )
    return import_module(f"{__name__}.{kind.replace('-', '_')}")
