"""What the SPARQL endpoint can do, in the words of SPARQL 1.1 Service Description."""

from __future__ import annotations

from ropa.rdf import NamedNode, Triple, iri

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "JSON-LD",
)


def service(base: str) -> list[Triple]:
    """Read only, its default graph empty: every query names its graphs."""
    endpoint = NamedNode(f"{base}/sparql")

    def told(term: str, value: NamedNode) -> Triple:
        return Triple(endpoint, NamedNode(_SD + term), value)

    return [
        Triple(endpoint, iri("rdf:type"), NamedNode(f"{_SD}Service")),
        told("endpoint", endpoint),
        told("supportedLanguage", NamedNode(f"{_SD}SPARQL11Query")),
        *(told("resultFormat", NamedNode(_FORMATS + name)) for name in _RESULTS),
    ]
