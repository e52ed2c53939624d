"""Rules that weigh what the sentences of a notice name: told where two statements meet, else silent."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from ropa import resources, rules, validation
from ropa.rdf import Triple, literal, parse_triples
from ropa.validation import Program

_DAY = date(2026, 11, 21)
_NOTICE = "https://ropa.example/notice/shop"
_PREFIXES = """
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX dpv: <https://w3id.org/dpv#>
PREFIX eu-gdpr: <https://w3id.org/dpv/legal/eu/gdpr#>
PREFIX loc: <https://w3id.org/dpv/loc#>
PREFIX pd: <https://w3id.org/dpv/pd#>
PREFIX ropa: <https://w3id.org/ropa-kg#>
PREFIX tech: <https://w3id.org/dpv/tech#>
PREFIX vcard: <http://www.w3.org/2006/vcard/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_BOTH = "dpv:hasLegalBasis eu-gdpr:A6-1-a, eu-gdpr:A6-1-f ; ropa:interestPursued 'x'"
_TOOL = "dpv:isImplementedUsingTechnology ropa:GoogleAnalytics, tech:Cookie ; dpv:hasPurpose ropa:StatisticalPurpose"
_TO_US = (
    "ropa:hasTransfer <T> . <T> a ropa:StatedTransfer ; dpv:hasThirdCountry loc:US ; dpv:hasLegalBasis eu-gdpr:A46-2-c"
)
_PARTNERS = "<P> a ropa:StatedDisclosure ; dct:type ropa:Partner ; ropa:identified false"
_HOST = "<H> a ropa:StatedEngagement ; ropa:engages <X> ; ropa:identified true"

_DECIDED = (
    "ropa:automatedDecisionMaking <D> . <D> a ropa:StatedAutomatedDecision ; dct:type ropa:SolelyAutomatedDecision ; "
    "ropa:decisionLogic 'the balance' ; ropa:decisionConsequence 'no credit'"
)
_GIVEN = "ropa:hasDisclosure <Q> . <S> ropa:disclosureDenied true . <Q> a ropa:StatedDisclosure ; ropa:identified true"
_TOLD = _GIVEN.replace("ropa:identified true", "dct:type ropa:Bank . <N> ropa:readBy 'text'")
_TOLD_OF_NOBODY = _TOLD.replace("ropa:Bank", "ropa:Partner ; ropa:identified false")
_POLICE = _GIVEN + " ; dct:type ropa:Police"


def _kept(*rules_: tuple[str, str, str]) -> str:
    nodes = [f"<R{n}>" for n, _ in enumerate(rules_)]
    said = [
        f'{node} a ropa:StatedRetention ; rdf:value "{period}"^^xsd:duration ; ropa:rawText "{words}"'
        + (f' ; ropa:startEventText "{start}"' if start else "")
        for node, (period, words, start) in zip(nodes, rules_, strict=True)
    ]
    return f"dpv:hasStorageCondition {', '.join(nodes)} . " + " . ".join(said)


# Code, whether it is told, what the activity says, the sections by their keys.
CASES: list[tuple[str, bool, str, dict[str, str]]] = [
    ("BASIS_CONTRADICTION", True, _BOTH, {"purpose": "Käsittely perustuu suostumukseen ja oikeutettuun etuun."}),
    (
        "BASIS_CONTRADICTION",
        False,
        _BOTH,
        {"purpose": "Kuorolaisten tiedot: oikeutettu etu. Tukijoiden tietoja käsitellään suostumuksella."},
    ),
    (
        "BASIS_CONTRADICTION",
        True,
        _BOTH + " ; dpv:hasLegalBasis eu-gdpr:A6-1-b",
        {
            "purpose": "Nyhetsbrev – rättslig grund: ditt samtycke",
            "interest": "Nyhetsbrevet bygger på berättigat intresse.",
        },
    ),
    (
        "BASIS_CONTRADICTION",
        False,
        _BOTH + " ; dpv:hasLegalBasis eu-gdpr:A6-1-b",
        {"purpose": "Newsletters need your consent.", "interest": "Fraud is prevented in our legitimate interest."},
    ),
    (
        "BASIS_CONTRADICTION",
        False,
        _BOTH + " ; dpv:hasLegalBasis eu-gdpr:A6-1-b",
        {
            "purpose": "The newsletter is sent on consent.",
            "interest": "Existing customers get the newsletter in our legitimate interest.",
        },
    ),
    (
        "RETENTION_CONTRADICTION",
        True,
        _kept(
            ("P3Y", "Order data are kept 3 years.", "after the order"),
            ("P6M", "Order data are erased in 6 months.", ""),
        ),
        {},
    ),
    (
        "RETENTION_CONTRADICTION",
        True,
        _kept(("P14D", "Inspelningar raderas efter 14 dygn.", ""), ("P2M", "Inspelningar sparas i två månader.", "")),
        {},
    ),
    (
        "RETENTION_CONTRADICTION",
        True,
        _kept(
            ("P2Y", "Asukastiedot poistetaan kahden vuoden kuluttua poismuutosta.", "poismuutosta"),
            ("P1Y", "Ohjelmasta hävitetään asukastiedot vuoden kuluttua poismuutosta.", "poismuutosta"),
        ),
        {},
    ),
    (
        "RETENTION_CONTRADICTION",
        True,
        _kept(
            ("P2Y", "Berth cards are destroyed when two years have passed from the visit.", "the visit"),
            ("P5Y", "By the archive plan the berth cards go after 5 years.", ""),
        ),
        {},
    ),
    (
        "RETENTION_CONTRADICTION",
        True,
        _kept(
            ("P3Y", "Korjaushistoriasi on tallessa 3 vuotta viimeisestä käynnistä.", "viimeisestä käynnistä"),
            ("P9Y", "Veneen korjaushistoriaa säilytämme 9 vuotta viimeisestä käynnistä.", "viimeisestä käynnistä"),
        ),
        {},
    ),
    (
        "RETENTION_CONTRADICTION",
        False,
        _kept(("P12M", "Order data are kept 12 months.", ""), ("P1Y", "Order data are erased in a year.", "")),
        {},
    ),
    ("RETENTION_CONTRADICTION", False, _kept(("P6Y", "6 vuotta", ""), ("P1Y", "1 vuosi", "")), {}),
    (
        "RETENTION_CONTRADICTION",
        False,
        _kept(
            ("P12Y", "Files are kept 12 years from death or 120 years from birth.", ""),
            ("P120Y", "Files are kept 12 years from death or 120 years from birth.", ""),
        ),
        {},
    ),
    (
        "RETENTION_CONTRADICTION",
        False,
        _kept(("P2Y", "Tiedot säilytetään 2 vuotta.", ""), ("P6Y", "Laskut säilytetään 6 vuotta.", "")),
        {},
    ),
    ("ANALYTICS_TRANSFER_UNDECLARED", True, _TOOL, {"cookies": "Google Analytics."}),
    (
        "ANALYTICS_TRANSFER_UNDECLARED",
        True,
        f"{_TO_US} . <A> {_TOOL}",
        {"cookies": "Google Analytics.", "transfers": "Varmuuskopiot ovat Yhdysvalloissa."},
    ),
    (
        "ANALYTICS_TRANSFER_UNDECLARED",
        False,
        f"{_TO_US} . <A> {_TOOL}",
        {"cookies": "Google Analytics.", "transfers": "Kävijätietoja siirretään Yhdysvaltoihin."},
    ),
    ("VAGUE_RECIPIENTS", True, f"ropa:hasDisclosure <P> . {_PARTNERS}", {"recipients": "Our partners."}),
    (
        "VAGUE_RECIPIENTS",
        True,
        f"ropa:hasDisclosure <P> . {_PARTNERS}",
        {"purpose": "Uppgifter ges till våra partner."},
    ),
    (
        "VAGUE_RECIPIENTS",
        True,
        f"ropa:hasDisclosure <P> ; ropa:hasEngagement <H> . {_PARTNERS} . {_HOST}",
        {"recipients": "Our partners. Hosted by X Ltd."},
    ),
    (
        "VAGUE_RECIPIENTS",
        False,
        f"ropa:hasDisclosure <P>, <Q> . {_PARTNERS} . <Q> a ropa:StatedDisclosure ; ropa:identified true",
        {"recipients": "The bank and our partners."},
    ),
    (
        "VAGUE_RECIPIENTS",
        False,
        f"ropa:hasDisclosure <P>, <Q> . {_PARTNERS} . <Q> a ropa:StatedDisclosure ; ropa:recipientCategoryLabel 'bank'",
        {"recipients": "The bank and our partners."},
    ),
    (
        "RIGHT_TEXT_MISMATCH",
        True,
        "dpv:hasPersonalData pd:Name",
        {"objection": "Tietoja ei poisteta missään tapauksessa."},
    ),
    ("RIGHT_TEXT_MISMATCH", False, "dpv:hasPersonalData pd:Name", {"objection": "Voit vastustaa; tiedot poistetaan."}),
    ("RIGHT_TEXT_MISMATCH", False, "dpv:hasPersonalData pd:Name", {"erasure": "Tietoja ei poisteta."}),
    ("DISCLOSURE_CONTRADICTION", True, _GIVEN, {"recipients": "They are not given outside of the company."}),
    ("DISCLOSURE_CONTRADICTION", True, _TOLD, {"recipients": "They are not given outside of the company."}),
    ("DISCLOSURE_CONTRADICTION", False, _TOLD_OF_NOBODY, {"recipients": "They are not given outside of the company."}),
    ("DISCLOSURE_CONTRADICTION", False, _GIVEN, {"recipients": "Not given outside the company, except to the bank."}),
    ("DISCLOSURE_CONTRADICTION", False, _GIVEN, {"recipients": "Rekisteriä ei luovuteta suoramarkkinointiin."}),
    ("DISCLOSURE_CONTRADICTION", False, _GIVEN, {"recipients": "Emme myy tietoja kenellekään."}),
    ("DISCLOSURE_CONTRADICTION", True, _POLICE, {"recipients": "Vi lämnar aldrig uppgifter till utomstående."}),
    ("DISCLOSURE_CONTRADICTION", True, _POLICE, {"recipients": "Emme koskaan luovuta tietoja ulkopuolisille."}),
    ("DISCLOSURE_CONTRADICTION", False, _POLICE, {"recipients": "Vi lämnar inte uppgifter till utomstående."}),
    ("DISCLOSURE_CONTRADICTION", False, _POLICE, {"recipients": "Vi lämnar aldrig ut dem till någon utom polisen."}),
    ("AUTOMATED_DECISION_WITHOUT_LOGIC", True, _DECIDED, {"automated": "The rule looks at the balance."}),
    ("AUTOMATED_DECISION_WITHOUT_LOGIC", False, _DECIDED, {"automated": "You can ask a person to look again."}),
    ("MISSING_CONTROLLER_CONTACT", True, "dpv:hasPersonalData pd:Name . <S> dpv:hasDataController <Y>, <X>", {}),
    (
        "MISSING_CONTROLLER_CONTACT",
        False,
        "dpv:hasPersonalData pd:Name . <S> dpv:hasDataController <Y>, <X> ; dpv:hasJointDataControllers <Y>",
        {},
    ),
    (
        "COOKIE_INFORMATION_MISSING",
        True,
        "dpv:isImplementedUsingTechnology tech:Cookie",
        {"cookies": "We use cookies."},
    ),
    (
        "COOKIE_INFORMATION_MISSING",
        False,
        "dpv:isImplementedUsingTechnology tech:Cookie",
        {"cookies": "Vi använder bara nödvändiga kakor."},
    ),
    (
        "COOKIE_INFORMATION_MISSING",
        False,
        "dpv:isImplementedUsingTechnology tech:Cookie",
        {"cookies": "One cookie to remember your language."},
    ),
    (
        "CONSEQUENCE_OF_REFUSAL_NOT_STATED",
        True,
        "ropa:provisionRequirement ropa:ContractualRequirement",
        {"provision": "Tietojen antaminen on pakollista."},
    ),
    (
        "CONSEQUENCE_OF_REFUSAL_NOT_STATED",
        False,
        "ropa:provisionRequirement ropa:ContractualRequirement",
        {"provision": "Uppgifterna måste lämnas, annars kan vi inte leverera."},
    ),
    ("NOTICE_WITHOUT_DATA_SUBJECTS", True, "dpv:hasPersonalData pd:Name", {"purpose": "Orders."}),
    ("NOTICE_WITHOUT_DATA_SUBJECTS", False, "dpv:hasPersonalData pd:Name", {"subjects": "Choristers."}),
    (
        "TRANSFER_WITHOUT_SAFEGUARD",
        True,
        "ropa:hasTransfer <T> . <T> dpv:hasThirdCountry loc:GB",
        {"transfers": "To GB."},
    ),
    (
        "TRANSFER_WITHOUT_SAFEGUARD",
        False,
        "ropa:hasTransfer <T> . <T> dpv:hasThirdCountry loc:GB . <S> dpv:hasAuthority <https://w3id.org/dpv/legal/gb#DPA-GB>",
        {"recipients": "Hosted in the United Kingdom."},
    ),
]


@cache
def _program() -> Program:
    return validation.compile(rules.load(resources.shapes()), _DAY)


def _notice(said: str, sections: dict[str, str]) -> list[Triple]:
    lines = [
        "<N> a ropa:Notice ; ropa:says <S> . <S> a ropa:StatedRegister ; ropa:hasActivity <M>, <A> .",
        "<A> a ropa:StatedActivity . <Y> a ropa:StatedParty ; dpv:hasName 'Y Oy' .",
        "<X> a ropa:StatedParty ; dpv:hasName 'X Oy' ; vcard:hasEmail <mailto:x@x.example> .",
        f"<M> a ropa:StatedActivity ; {said} .",
    ]
    for key, words in sections.items() or {"title": "Notice"}.items():
        lines.append(f"<N> ropa:hasSection <{key}> . <{key}> a ropa:NoticeSection ; ropa:sectionState ropa:Stated ;")
        lines.append(f'    ropa:sectionKey "{key}" ; ropa:rawText {literal(words, language="fi")} .')
    base = f"BASE <{_NOTICE}/>\nPREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>"
    text = f"{base}{_PREFIXES}" + "\n".join(lines).replace("<N>", f"<{_NOTICE}>")
    return list(parse_triples(text.encode(), "turtle"))


@pytest.mark.parametrize(("code", "told", "said", "sections"), CASES)
def test_what_the_sentences_name_decides(code: str, told: bool, said: str, sections: dict[str, str]) -> None:
    facts = validation.empty(_DAY)
    facts.replace(_NOTICE, _notice(said, sections))
    found = {finding.code for finding in validation.check(_program(), facts)}
    assert (code in found) == told, sorted(found)


def test_each_code_is_told_and_kept_silent() -> None:
    codes = {code for code, *_ in CASES}
    assert len(codes) >= 8
    assert all({told for other, told, *_ in CASES if other == code} == {True, False} for code in codes)
