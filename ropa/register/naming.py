"""What a person calls a node of the register: a title or name, else what it is and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from ropa import queries, texts
from ropa.importing.sheets.values import written_duration
from ropa.namespaces import expand
from ropa.rdf import Literal, NamedNode, iri
from ropa.register.asking import question
from ropa.store import Solutions

_ABOUT = tuple(
    expand(name)
    for name in (
        "ropa:engages",
        "dpv:hasRecipient",
        "ropa:purposeOfEngagement",
        "ropa:recipientCategoryLabel",
        "dpv:hasThirdCountry",
        "dct:type",
        "rdf:value",
        "dpv:hasPurpose",
        "dpv:hasDataProcessor",
        "dpv:hasDataController",
    )
)
_DURATION = iri("xsd:duration")
_TYPE = expand("rdf:type")
_OUR_CLASSES = expand("ropa:")
_DEEPEST = 3
Terms = Sequence[Literal | NamedNode]


def name_of(select: Callable[[str], Solutions], iri: str, language: str, base: str, depth: int = 0) -> str:
    """ "" where the register knows nothing of the node; concepts of the vocabulary by their label."""
    if not iri.startswith(f"{base}/") or depth > _DEEPEST:
        return texts.label(iri, language) if iri and texts.known(iri) else ""
    named = select(_names().bind({"node": NamedNode(iri)}))
    own = _in_language([row["name"] for row in named if isinstance(row["name"], Literal)], language)
    if own:
        return own
    found: dict[str, list[Literal | NamedNode]] = {}
    for row in select(question("what-a-node-is-about", node=NamedNode(iri))):
        if isinstance(row["value"], Literal | NamedNode):
            found.setdefault(row["property"].value, []).append(row["value"])
    if not found:
        return ""

    def words(terms: Terms) -> str:
        return _in_language(terms, language) or ", ".join(
            name for t in terms if (name := name_of(select, t.value, language, base, depth + 1))
        )

    kind = next((texts.label(t.value, language) for t in found.get(_TYPE, []) if _is_ours(t)), "")
    about = next((text for key in _ABOUT if (text := words(found.get(key, [])))), None)
    return f"{kind}: {about}" if about else f"{kind} {iri.rsplit('/', 1)[-1]}".strip()


@cache
def _names() -> queries.Query:
    return queries.load("names-of-nodes")


def _is_ours(term: Literal | NamedNode) -> bool:
    return term.value.startswith(_OUR_CLASSES) and texts.known(term.value)


def _in_language(terms: Terms, language: str) -> str:
    literals = [term for term in terms if isinstance(term, Literal)]
    chosen = texts.preferred((term.language or "" for term in literals), language)
    for term in literals:
        if (term.language or "") == chosen:
            return written_duration(term.value, language) if term.datatype == _DURATION else term.value
    return ""
