"""Reading RDF text that is built to hurt, and text that only looks so: brackets in words nest nothing."""

from __future__ import annotations

import pytest

from ropa.errors import InputError
from ropa.rdf import parse

_DEEP = 2_000
_TERMS = "<<( <urn:a> <urn:b> " * _DEEP + "<urn:c>" + " )>>" * _DEEP
_LISTS = "( " * _DEEP + ") " * _DEEP
_CLOSED = ")" * (2 * _DEEP)
_ENTITIES = '[<!ENTITY a0 "aaaaaaaaaa">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]"
_XML = (
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'
    '<r:Description r:about="urn:x"><e:p>&a11;</e:p></r:Description></r:RDF>'
)
HOSTILE = {
    "triple terms in N-Triples": ("n-triples", f"<urn:a> <urn:b> {_TERMS} .\n"),
    "triple terms in N-Quads": ("n-quads", f"<urn:a> <urn:b> {_TERMS} .\n"),
    "triple terms in TriG": ("trig", f"<urn:g> {{ <urn:a> <urn:b> {_TERMS} }}"),
    "lists": ("turtle", f"<urn:a> <urn:b> {_LISTS} ."),
    "lists after closed brackets in a string": ("turtle", f'<urn:a> <urn:b> "{_CLOSED}" , {_LISTS} .'),
    "lists after closed brackets in a long string": ("turtle", f'<urn:a> <urn:b> """"{_CLOSED}""" , {_LISTS} .'),
    "lists after closed brackets in a comment": ("turtle", f"# {_CLOSED}\r<urn:a> <urn:b> {_LISTS} ."),
    "lists behind a carriage return": ("turtle", f"# word\r<urn:a> <urn:b> {_LISTS} ."),
    "lists after a closed bracket in an IRI": ("turtle", f"<urn:a> <urn:{_CLOSED}> {_LISTS} ."),
    "objects after closed braces": ("json-ld", '{"urn:x": "' + "}" * 5000 + '", "urn:p":' + _DEEP * '{"urn:p":' + "1"),
    "document type": ("xml", f"<!DOCTYPE r {_ENTITIES}>{_XML}"),
    "document type in small letters": ("xml", f"<!doctype r {_ENTITIES}>{_XML}"),
    "half a character": ("turtle", '<urn:a> <urn:b> "\ud800" .'),
}
HARMLESS = {
    "smileys": ("turtle", "<urn:a> <urn:b> " + " , ".join(f'":( {n}"' for n in range(500)) + " ."),
    "quoted brackets": ("trig", "<urn:g> { <urn:a> <urn:b> '" + "[" * 500 + '\' , """' + '("( \\"' * 300 + '""" }'),
    "a comment of brackets": ("turtle", "# " + "((" * 300 + "\n<urn:a> <urn:b> 1 ."),
    "lists side by side": ("turtle", "<urn:a> <urn:b> " + " , ".join("( 1 )" for _ in range(500)) + " ."),
    "signs in JSON": ("json-ld", '{"@id": "urn:a", "urn:b": "' + "<<{[(" * 300 + '\\""}'),
    "a triple term": ("n-triples", "<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .\n"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_would_end_the_process_is_refused(case: str) -> None:
    format, text = HOSTILE[case]
    with pytest.raises(InputError) as refused:
        parse(text, format, where="here")
    assert "here" in str(refused.value)


@pytest.mark.parametrize("case", HARMLESS)
def test_brackets_in_words_nest_nothing(case: str) -> None:
    format, text = HARMLESS[case]
    assert parse(text, format)


def test_there_are_cases() -> None:
    assert len(HOSTILE) == 13
    assert len(HARMLESS) == 6
