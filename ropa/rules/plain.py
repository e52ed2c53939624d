"""A rule book for shapes that are not ours: nothing is asked of them, their messages are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ropa.model import Rule, Severity
from ropa.rdf import Triple
from ropa.rules.book import SEVERITIES, RuleBook
from ropa.rules.reading import shapes
from ropa.rules.shapes import Shape


def plain_book(triples: Iterable[Triple], where: str = "") -> RuleBook:
    """One rule per shape, nested ones too, with whatever it says of itself. Raises ShapeError as `shapes` does."""
    trees = shapes(triples, where)
    found = {shape.name: _rule(shape, where) for tree in trees for shape in _all(tree)}
    return RuleBook(tuple(found[name] for name in sorted(found)), {tree.name: tree for tree in trees}, "")


def _all(shape: Shape) -> Iterator[Shape]:
    yield shape
    for constraint in shape.constraints:
        if constraint.kind == "property":
            yield from _all(constraint.shapes[0])


def _rule(shape: Shape, file: str) -> Rule:
    own = [constraint.validator.messages for constraint in shape.constraints if constraint.validator]
    said = [*shape.messages, *(message for messages in own for message in messages)]
    return Rule(
        iri=shape.name,
        code="",
        severity=SEVERITIES.get(shape.severity, Severity.VIOLATION),
        labels={},
        messages={message.language or "": message.value for message in reversed(said)},
        sources=(),
        articles=(),
        valid_from=None,
        last_valid_day=None,
        whole_register=False,
        comment="",
        readings={},
        file=file,
        shape=(),
        good=(),
        bad=(),
    )
