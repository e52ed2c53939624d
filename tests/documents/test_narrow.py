"""A document about one group of people tells what concerns them, and nothing that concerns only others."""

from __future__ import annotations

import pytest

from ropa import documents, mapping
from ropa.errors import BadParameter
from ropa.namespaces import expand
from ropa.rendering.document import sentences
from ropa.rendering.documents import render
from tests.documents.document_examples import AS_OF, KAARNA, LANGUAGES, dossiers


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_to_a_subscriber_tells_nothing_of_customers(language):
    found = dossiers(KAARNA)[0]
    whole = documents.build("access-answer", found, language, as_of=AS_OF)
    answer = documents.build("access-answer", found, language, as_of=AS_OF, subject="dpv:Subscriber")
    said = {str(t) for sentence in sentences(answer) for t in sentence.triples}
    assert not [t for t in said if "/activity/contracts" in t]
    assert [t for t in said if "/activity/newsletter" in t]
    assert said <= {str(t) for t in _told(found)} | {str(t) for s in sentences(whole) for t in s.triples}
    assert b"Nimbus" in render(whole, "md")
    assert b"Nimbus" not in render(answer, "md")


def _told(found):
    return [*mapping.triples(found.record), *(t for party in found.parties.values() for t in mapping.triples(party))]


def test_a_full_iri_is_understood_as_well():
    found = dossiers(KAARNA)[0]
    by_name = documents.build("access-answer", found, "fi", as_of=AS_OF, subject="dpv:Customer")
    assert by_name == documents.build("access-answer", found, "fi", as_of=AS_OF, subject=expand("dpv:Customer"))


def test_a_group_that_the_record_does_not_know_is_refused_with_those_it_knows():
    with pytest.raises(BadParameter) as raised:
        documents.build("access-answer", dossiers(KAARNA)[0], "fi", as_of=AS_OF, subject="dpv:Child")
    assert "dpv:Customer, dpv:Subscriber" in str(raised.value)
