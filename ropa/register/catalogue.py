"""The whole register as a DCAT-AP catalogue with DPCat's classes, one per controller or processor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ropa.errors import BadParameter, said
from ropa.rdf import NamedNode, serialize
from ropa.register.asking import question

if TYPE_CHECKING:
    from ropa.register.registry import Registry

_FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "n-triples", "rdf": "xml"}


def catalogue(register: Registry, file: str, keeper: str = "") -> bytes:
    """In the form that the file's ending asks for, of one organisation or all. Raises BadParameter, NotFound."""
    ending = file.rsplit(".", 1)[-1].lower()
    if ending not in _FORMATS:
        fits = ", ".join(_FORMATS)
        raise BadParameter(
            said("'{file}' cannot be written.", file=file),
            mend=said("Use a file name ending in one of: {choices}.", choices=fits),
        )
    values = {"keeper": NamedNode(register.find(keeper))} if keeper else {}
    found = register.facts.construct(question("dcat-catalogue", **values))
    return serialize(sorted(set(found), key=str), _FORMATS[ending])
