"""The list of records, and a record on the path of its own IRI."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api import answers, negotiation, pictures
from api.contract import answered_as
from api.dependencies import CheckedFindings, Format, Language, Register
from api.page import page
from api.schemas import RecordLine
from ropa import documents, flows, texts
from ropa.errors import NotFound
from ropa.flows import Flow
from ropa.flows.receiving import ROLES as RECEIVING
from ropa.model import Severity
from ropa.register import RecordSummary, Registry, history, issuing, publishing, work
from ropa.register.entries import Facts

router = APIRouter(tags=["records"])


@router.get("/", summary="All records", response_model=list[RecordLine], responses=answered_as(negotiation.PAGE))
def records(
    request: Request,
    register: Register,
    checks: CheckedFindings,
    language: Language,
    search: str = "",
    format_: Format = "",
) -> Response:
    """HTML or JSON. `search` looks in titles, controllers and names."""
    counts = checks.counts()
    found = [record for record in register.records() if _fits(record, search, language)]
    if negotiation.choose(request, negotiation.PAGE | negotiation.JSON) == "json":
        lines = [_line(record, counts[record.iri], language) for record in found]
        return JSONResponse([line.model_dump(mode="json") for line in lines])
    total = {severity: sum(counts[record.iri][severity] for record in found) for severity in Severity}
    return page(
        request,
        "records",
        language,
        records=found,
        counts=counts,
        search=search,
        total=total,
        severities=list(Severity),
    )


@router.get(
    "/record/{slug}",
    summary="One record",
    response_class=Response,
    responses=answered_as(negotiation.PAGE, negotiation.RDF),
)
def record(
    request: Request, register: Register, checks: CheckedFindings, language: Language, slug: str, format_: Format = ""
) -> Response:
    """HTML, Turtle, TriG, JSON-LD or N-Triples by content negotiation; the entity tag is a hash of the graph."""
    iri = _iri(register, slug)
    chosen = negotiation.choose(request, negotiation.PAGE | negotiation.RDF)
    if chosen != negotiation.HTML:
        return graph_answer(request, register, iri, chosen)
    dossier = register.dossier(iri)
    facts = Facts(language, register.name_of)
    columns, rows = register.log(iri)
    drawn = pictures.flow_of(request, register, [iri])
    check, standings = issuing.foreseen(register, checks.current(), [iri], language)
    found = checks.of(iri)
    mine = [finding for finding in found if finding not in check.settled]
    return page(
        request,
        "record",
        language,
        pictures={"picture": flows.svg(drawn, language)},
        summary=next(found for found in register.records() if found.iri == iri),
        basics=facts.entry(dossier.record, without=frozenset({"activities", "titles"})),
        activities=[(node, facts.entry(node, without=frozenset({"titles"}))) for node in dossier.record.activities],
        findings=checks.rows(mine, language),
        settled=checks.rows([finding for finding in found if finding in check.settled], language),
        standings=standings,
        check=check,
        work=work.steps(mine, check.rulebook),
        work_title=work.title(language),
        notices=dossier.notices,
        history=[dict(zip(columns, history.spoken(row, language), strict=True)) for row in rows],
        slug=slug,
        rdf=negotiation.RDF,
        views=flows.view_names(),
        chains=_chains(drawn, register, language),
        reports=publishing.reports_about(dossier.record, language),
        documents=[(kind, kind_name(kind, language)) for kind in documents.kinds()],
        document_formats=publishing.document_formats(),
    )


def _chains(flow: Flow, register: Registry, language: str) -> list[tuple[str, str]]:
    """Key and name of every organisation whose chain can be drawn."""
    engaged = {place.iri for place in flow.places if place.iri and place.role in RECEIVING}
    named = ((iri.rsplit("/", 1)[-1], register.name_of(iri, language) or iri) for iri in engaged)
    return sorted(named, key=lambda pair: pair[1].casefold())


def kind_name(kind: str, language: str) -> str:
    """What a kind of document is called; its key where it is new and has no words yet."""
    try:
        return texts.say(f"screens-document-{kind}", language)
    except NotFound:
        return kind


def graph_answer(request: Request, register: Registry, iri: str, format: str) -> Response:
    """A graph in an RDF format, tagged by its content."""
    tag = answers.tag_of(register.graph(iri), format)
    return answers.send(request, answers.Content(register.show(iri, format), negotiation.RDF[format], tag=tag))


def _iri(register: Registry, slug: str) -> str:
    return register.find(f"record/{slug}")


def _fits(record: RecordSummary, search: str, language: str) -> bool:
    words: Sequence[str] = [
        record.title(language),
        record.slug,
        *record.keepers(language),
        *(t for _, t in record.titles),
    ]
    return search.strip().casefold() in " ".join(words).casefold()


def _line(record: RecordSummary, counts: dict[Severity, int], language: str) -> RecordLine:
    return RecordLine(
        iri=record.iri,
        slug=record.slug,
        kind=record.kind,
        title=record.title(language),
        keepers=record.keepers(language),
        activities=record.activities,
        modified=record.modified,
        violations=counts[Severity.VIOLATION],
        warnings=counts[Severity.WARNING],
        advice=counts[Severity.INFO],
    )
