"""Notices of joint controllers say who is who, and our reader finds each with what is told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa import documents
from ropa.model import Dossier, Iri, Party, Text
from ropa.namespaces import expand
from ropa.rendering.document import Contacts
from ropa.rendering.documents import render
from tests.documents.document_examples import AS_OF, BASE, KAARNA, REGISTERS, dossiers
from tests.documents.round_trip import read

OTHER = Iri(f"{BASE}/party/other")
NAMES = ("Silta Data B.V.", "Northwind Inc.", "Kuntaliitto ry")


def _joint(name: str, *mails: str) -> Dossier:
    found = dossiers(KAARNA)[0]
    own = found.record.controllers[0]
    party = Party(
        iri=OTHER,
        names=(Text(name),),
        countries=(Iri(expand("loc:NL")),),
        emails=tuple(Iri(f"mailto:{mail}") for mail in mails),
    )
    record = replace(found.record, controllers=(own, OTHER), joint_controllers=(OTHER,))
    return replace(found, record=record, parties={**found.parties, str(OTHER): party})


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["privacy-notice", "tietosuojaseloste"])
def test_each_controller_comes_back_with_its_own_channels(kind: str, name: str, language: str) -> None:
    told = documents.build(kind, _joint(name, "data@other.example"), language, as_of=AS_OF)
    for format in ("html", "md", "pdf", "docx"):
        back = read(render(told, format, for_author=False), f"notice.{format}")
        first, second = (back.parties[iri] for iri in back.record.controllers)
        assert [str(words) for words in first.names] == ["Kaarna Sähkö Oy"]
        assert [str(words).rstrip(".") for words in second.names] == [name.rstrip(".")]
        assert back.record.joint_controllers == (second.iri,)
        assert (first.business_ids, second.business_ids) == ((Text("9000001-1"),), ())
        assert [*first.emails, *second.emails] == ["mailto:kaarna@kaarna.example", "mailto:data@other.example"], format


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_no_dot_is_doubled_or_lost(name: str, language: str) -> None:
    found = _joint(name)
    alone = replace(found, record=replace(found.record, controllers=(OTHER,), joint_controllers=()))
    for dossier in (found, alone):
        page = render(documents.build("privacy-notice", dossier, language, as_of=AS_OF), "md").decode()
        assert name in page
        assert ".." not in page


def test_a_dotted_form_keeps_its_dot_in_the_reader() -> None:
    told = documents.build("privacy-notice", _joint("Silta Data B.V."), "fi", as_of=AS_OF)
    back = read(render(told, "html", for_author=False), "notice.html")
    assert "Silta Data B.V." in {str(words) for party in back.parties.values() for words in party.names}


def test_each_has_a_block_of_its_own() -> None:
    told = documents.build("privacy-notice", _joint("Silta Data B.V.", "data@other.example"), "fi", as_of=AS_OF)
    section = next(section for section in told.sections if section.key == "controller")
    blocks = [block for block in section.blocks if isinstance(block, Contacts)]
    assert [block.name.text for block in blocks if block.name] == ["Kaarna Sähkö Oy", "Silta Data B.V."]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_names_without_a_legal_form_come_back_too(language: str) -> None:
    (found,) = [each for file in REGISTERS if file.stem == "havula-pupils" for each in dossiers(file)]
    told = documents.build("privacy-notice", found, language, as_of=AS_OF)
    for format in ("html", "md", "pdf", "docx"):
        back = read(render(told, format, for_author=False), f"notice.{format}")
        parties = [back.parties[iri] for iri in back.record.controllers]
        assert [tuple(map(str, party.business_ids)) for party in parties] == [("9000050-5",), ("9000051-3",)], format
        known = {str(name) for iri in found.record.controllers for name in found.parties[iri].names}
        assert {str(name) for party in parties for name in party.names} <= known
