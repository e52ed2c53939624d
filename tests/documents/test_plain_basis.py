"""In plain words a contract is the ground of what a record uses data for; that all of it is needed is not claimed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa import documents
from ropa.model import Iri
from ropa.namespaces import expand
from ropa.rendering.document import sentences
from tests.documents.document_examples import AS_OF, BARE

GROUNDS = {
    "fi": "Käytön peruste on sopimus, jonka olet tehnyt kanssamme tai jota valmistelemme pyynnöstäsi.",
    "sv": "Grunden för användningen är avtalet som du har med oss eller som vi förbereder på din begäran.",
    "en": "The ground for this use is the contract you have with us, or one that we prepare at your request.",
}
NEEDS = {"fi": "jotta voimme tehdä sopimuksen", "sv": "fullgöra avtalet", "en": "keep our contract"}


@pytest.mark.parametrize("language", GROUNDS)
def test_marketing_on_a_contract_is_not_said_to_be_needed_for_it(language):
    purposes = tuple(Iri(expand(name)) for name in ("dpv:DirectMarketing", "dpv:CustomerOrderManagement"))
    activity = replace(BARE.record.activities[0], purposes=purposes, legal_bases=(Iri(expand("eu-gdpr:A6-1-b")),))
    found = replace(BARE, record=replace(BARE.record, activities=(activity,)))
    document = documents.build("privacy-notice", found, language, as_of=AS_OF, variant="plain")
    told = [sentence.text for sentence in sentences(document)]
    assert GROUNDS[language] in told
    assert not any(NEEDS[language] in text for text in told)
