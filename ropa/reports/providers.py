"""Who provides a tool, and where: from the reference data that come with the program."""

from __future__ import annotations

from functools import cache

from ropa import resources
from ropa.rdf import Literal, NamedNode, iri, parse_triples

_PROVIDER, _COUNTRY = iri("ropa:toolProvider"), iri("ropa:providerCountry")


@cache
def of_tools() -> dict[str, tuple[str, NamedNode | None]]:
    """The provider of each tool that has one, with its country."""
    told = parse_triples((resources.data() / "reference" / "tools.ttl").read_bytes(), where="tools.ttl")
    countries = {str(t.subject): t.object for t in told if t.predicate == _COUNTRY and isinstance(t.object, NamedNode)}
    named = {str(t.subject): t.object for t in told if t.predicate == _PROVIDER}
    return {tool: (who.value, countries.get(tool)) for tool, who in named.items() if isinstance(who, Literal)}
