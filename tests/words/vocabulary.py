"""What the tests of words read: the vocabulary's triples, and every term that any file of the project names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ropa import resources
from ropa.namespaces import PREFIXES, expand
from ropa.rdf import Literal, NamedNode, Quad, parse

PROJECT = Path(__file__).parents[2]
LANGUAGES = ("en", "fi", "sv")
CHECKED = ("dpv", "eu-gdpr", "loc", "pd", "risk", "ropa", "tech", *(p for p in PREFIXES if p.startswith("legal-")))
_NAME = re.compile(rf"(?<![\w:/.#-])({'|'.join(CHECKED)}):([A-Za-z][A-Za-z0-9_-]*[A-Za-z0-9])(?![\w*-]|\.[a-z]|\()")
_EXAMPLES = re.compile(r"ropa:(after|before|check|store|shapes|literal|report|base|blank)")


@cache
def quads(*folders: str) -> tuple[tuple[str, Quad], ...]:
    """Every statement of the Turtle and TriG files below some folders, with the file's name."""
    files = [
        f for folder in folders for suffix in ("ttl", "trig") for f in sorted((PROJECT / folder).rglob(f"*.{suffix}"))
    ]
    return tuple(
        (str(file.relative_to(PROJECT)), quad)
        for file in files
        for quad in parse(file.read_bytes(), {".ttl": "turtle", ".trig": "trig"}[file.suffix], where=str(file))
    )


@cache
def labels() -> dict[str, dict[str, str]]:
    """Term to language to label, from the ontology and the reference data."""
    found: dict[str, dict[str, str]] = {}
    for _, quad in quads("ontology", "data/reference"):
        if quad.predicate.value == expand("skos:prefLabel") and isinstance(quad.object, Literal):
            found.setdefault(quad.subject.value, {})[quad.object.language or ""] = quad.object.value
    return found


@cache
def declared() -> frozenset[str]:
    """Every term that the ontology or the reference data state anything about."""
    return frozenset(
        q.subject.value for _, q in quads("ontology", "data/reference") if isinstance(q.subject, NamedNode)
    )


@cache
def _broader() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for _, quad in quads("ontology", "data/reference"):
        if quad.predicate.value == expand("skos:broader"):
            found.setdefault(quad.subject.value, set()).add(quad.object.value)
    return found


@cache
def ancestors(term: str) -> frozenset[str]:
    """Every term above one, all the way up; the vocabulary has no circles (shapes/vocabulary/broader-cycle)."""
    parents = _broader().get(term, set())
    return frozenset(parents.union(*map(ancestors, parents)))


@cache
def forms(language: str) -> dict[str, dict[str, str]]:
    """Term to form to words, of one language's terms."""
    found: dict[str, dict[str, str]] = {}
    for quad in parse(resources.within("texts", "terms", f"{language}.ttl").read_bytes(), "turtle"):
        form = quad.predicate.value.removeprefix(PREFIXES["form"])
        found.setdefault(quad.subject.value, {})[form] = quad.object.value
    return found


def used_in_graphs() -> dict[str, str]:
    """Terms of the checked namespaces in Turtle and TriG files, each with a file that uses it."""
    spaces = tuple(PREFIXES[p] for p in CHECKED)
    found: dict[str, str] = {}
    for file, quad in quads("ontology", "data", "shapes", "ropa"):
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, NamedNode) and term.value.startswith(spaces):
                found.setdefault(term.value, file)
    return found


def used_in_text() -> dict[str, str]:
    """Terms named by prefixed name in rules' SPARQL, queries, phrase lists, views, templates and code, with a file."""
    return _named("shapes", "ropa", "api", suffixes=("trig", "rq", "py", "yaml", "txt", "view", "jinja", "html", "js"))


@cache
def used_in_examples() -> dict[str, str]:
    """Terms named in the small graphs and tables of the tests of questions."""
    return _named("tests/queries", suffixes=("trig", "csv"))


def _named(*folders: str, suffixes: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    files = [file for folder in folders for suffix in suffixes for file in (PROJECT / folder).rglob(f"*.{suffix}")]
    for file in sorted(files):
        for match in _NAME.finditer(file.read_text("utf-8")):
            if not _EXAMPLES.fullmatch(match.group()):
                found.setdefault(expand(match.group()), str(file.relative_to(PROJECT)))
    return found
