"""What generated registers lack and questions ask for, added to every tenth record: its published notice with sections
and evidence, a breach, a joint controller, ways to use rights, tools, a register as source, a processor's own record;
and the first records as two versions to compare. No more than questions need.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ropa.namespaces import PREFIXES, local_name
from ropa.rdf import Quad, Triple, parse

_EVERY = 10
_BASE = "https://ropa.example"
_VERSIONS = 100
_SECTIONS = {
    "purpose": "Stated",
    "retention": "Empty",
    "recipients": "Stated",
    "data": "Placeholder",
    "rights": "Unanswered",
}
_RECORD = """<{r}> {{ <{r}> ropa:hasBreach <{r}/breach/1> ;
  dpv:hasJointDataControllers <{base}/party/synthetic-{joint}> ;
  ropa:jointArrangement <{r}/arrangement/1> ; ropa:rightsProcedure <{r}/procedure/1> ;
  dct:references ropa:law-FI-523-1999 .
<{r}/breach/1> ropa:awareOn "2026-02-03"^^xsd:date ; ropa:breachRisk ropa:LowRisk ; dpv:hasPersonalData pd:Name .
<{r}/arrangement/1> dct:title "Sopimus"@fi ; ropa:validFrom "2024-05-01"^^xsd:date .
<{r}/procedure/1> dpv:hasRight eu-gdpr:A15, eu-gdpr:A16 ; ropa:requestChannel "lomake"@fi ;
  ropa:formality ropa:SignedRequest .
<{r}/activity/1> dpv:isImplementedUsingTechnology ropa:GoogleAnalytics ; ropa:cookieConsent ropa:ConsentAsked ;
  dpv:hasPersonalData ropa:PersonalIdentityCode ; dpv:hasDataSubject dpv:Child ;
  dpv:hasLegalBasis eu-gdpr:A6-1-f, eu-gdpr:A6-1-a ;
  ropa:riskCriterion ropa:MatchedDatasets ; ropa:organisationalUnit "Myynti"@fi ;
  dpv:hasDataSource <{r}/activity/1/source/2> ;
  ropa:hasDisclosure <{r}/activity/1/disclosure/9> .
<{r}/activity/1/source/2> ropa:sourceRegister <{base}/record/synthetic-1> .
<{r}/activity/1/retention/1> ropa:retentionBasis ropa:law-FI-1336-1997 .
<{r}/activity/1/disclosure/9> ropa:identified false ; ropa:recipientCategoryLabel "kumppanit"@fi ;
  ropa:hasTransfer <{r}/activity/1/disclosure/9/transfer> .
<{r}/activity/1/disclosure/9/transfer> a ropa:Transfer ; dpv:hasLegalBasis eu-gdpr:A46-2-c ;
  dpv:hasThirdCountry loc:US ;
  ropa:reliesOn ropa:PrivacyShield . }}
"""
_NOTICE = """<{n}> {{ <{n}> a ropa:Notice ; ropa:noticeOf <{r}> ; ropa:says <{n}/says> ; ropa:sourceFile "seloste.txt" ;
  ropa:sourceHash "ab12" ; ropa:readBy "text 1" . }}
"""
_SECTION = """<{n}> {{ <{n}> ropa:hasSection <{n}/section/{key}> .
<{n}/section/{key}> ropa:sectionKey "{key}" ; ropa:sectionState ropa:{state} ; dct:title "{key}"@fi . }}
"""
_FACT = """<{n}> {{ <{f}> a rdf:Statement ; rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {value} ;
  ropa:rawText "sana"@fi ; ropa:startOffset 10 ; ropa:endOffset 14 ; ropa:sureness ropa:Verbatim ;
  ropa:inSection <{n}/section/purpose> . }}
"""
_OWN = """<{o}> {{ <{o}> a ropa:ProcessorRecord ; dpv:hasDataProcessor {processor} ; ropa:hasActivity <{o}/activity/1> .
<{o}/activity/1> a ropa:ProcessorActivity ; ropa:actsOnBehalfOf {controller} ; dpv:hasProcessing dpv:Erase ;
  dpv:hasPersonalData pd:Name . }}
"""


def told(register: Mapping[str, Sequence[Triple]]) -> list[Quad]:
    """What to add to a generated register."""
    records = [graph for graph in register if "/record/" in graph]
    text = "".join(f"PREFIX {name}: <{namespace}>\n" for name, namespace in PREFIXES.items())
    text += "".join(part for graph in records[::_EVERY] for part in _of(graph, register[graph]))
    for graph in records[:_VERSIONS]:
        facts = [
            str(t).replace("/record/", "/version/") for t in register[graph] if local_name(t.predicate.value) != "type"
        ]
        text += "".join(f"<urn:ropa:before> {{ {fact} }}\n" for number, fact in enumerate(facts) if number % 7)
        text += "".join(f"<urn:ropa:after> {{ {fact} }}\n" for number, fact in enumerate(facts) if number % 5)
    return list(parse(text, "trig"))


def _of(record: str, content: Sequence[Triple]) -> Iterator[str]:
    name = record.rsplit("-", 1)[1]
    notice, own = f"{_BASE}/notice/synthetic-{name}", f"{_BASE}/record/own-{name}"
    yield _RECORD.format(r=record, base=_BASE, joint=int(name) % 7 + 1)
    yield _NOTICE.format(r=record, n=notice)
    for key, state in _SECTIONS.items():
        yield _SECTION.format(n=notice, key=key, state=state)
    sides = {"hasDataController": "", "engages": ""}
    for number, triple in enumerate(content):
        predicate = local_name(triple.predicate.value)
        if predicate in sides:
            sides[predicate] = str(triple.object)
        if predicate == "type" or number % 13 == 0:
            continue
        said = (
            str(triple).replace(f"<{record}", f"<{notice}/says").replace(f"<{_BASE}/party/", f"<{notice}/says/party/")
        )
        yield f"<{notice}> {{ {said} }}\n"
        if number % 8 == 0:
            subject, named, value = said.split(" ", 2)
            yield _FACT.format(n=notice, f=f"{notice}/fact/{number}", subject=subject, predicate=named, value=value)
    if all(sides.values()):
        yield _OWN.format(o=own, controller=sides["hasDataController"], processor=sides["engages"])
