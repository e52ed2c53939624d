"""What the tests of the rule book share: its files, as quads and as text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ropa import resources
from ropa.rdf import DefaultGraph, Literal, NamedNode, Quad, Term, iri, parse

FOLDERS = ("gdpr", "fi", "se", "quality")
RULES = "https://w3id.org/ropa-kg/rules/"


@cache
def files() -> tuple[Path, ...]:
    return tuple(sorted(file for folder in FOLDERS for file in (resources.shapes() / folder).glob("*.trig")))


@cache
def quads(file: Path) -> tuple[Quad, ...]:
    return tuple(parse(file.read_bytes(), "trig", where=file.name))


def shape(file: Path) -> list[Quad]:
    """The quads of the default graph."""
    return [quad for quad in quads(file) if isinstance(quad.graph_name, DefaultGraph)]


def example(file: Path, name: str) -> list[Quad]:
    return [quad for quad in quads(file) if quad.graph_name == NamedNode(f"{RULES}{file.stem}#{name}")]


def root(file: Path) -> NamedNode:
    """The one shape with a target."""
    (subject,) = {q.subject for q in shape(file) if q.predicate == iri("sh:targetClass")}
    assert isinstance(subject, NamedNode)
    return subject


def objects(file: Path, term: str) -> list[Term]:
    subject = root(file)
    return [q.object for q in shape(file) if q.subject == subject and q.predicate == iri(term)]


def words(file: Path, term: str) -> dict[str, str]:
    """The literals of a property of the shape, by language."""
    return {o.language or "": o.value for o in objects(file, term) if isinstance(o, Literal)}


def select(file: Path) -> str:
    """The text of the SPARQL constraint; "" in a rule of SHACL Core."""
    return "\n".join(q.object.value for q in shape(file) if q.predicate == iri("sh:select"))


def named(text: str, prefix: str) -> set[str]:
    """The local names that a text uses under a prefix; strings and comments do not count."""
    code = re.sub(r'"(?:[^"\\\n]|\\.)*"(?!"")', "", text)
    return set(re.findall(rf"(?<![\w:-]){prefix}:([A-Za-z][\w-]*)", code))
