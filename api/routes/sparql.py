"""SPARQL 1.1 queries by GET and POST, read only, and the page to write them on."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Body, Request
from fastapi.responses import Response

from api import answers, description, negotiation
from api.contract import answered_as
from api.dependencies import Format, Language, Register
from api.page import page
from api.results import Shower, Shown
from api.routes.questions import of_library, public
from ropa.errors import BadQuery, said
from ropa.rdf import serialize
from ropa.register import Registry
from ropa.register.answers import serialize_answer

router = APIRouter(tags=["queries"])
_START = """PREFIX dct: <http://purl.org/dc/terms/>
PREFIX ropa: <https://w3id.org/ropa-kg#>
SELECT ?record ?title WHERE {
  GRAPH ?record {
    ?record a ropa:Register ; dct:title ?title .
  }
} ORDER BY ?record ?title
"""
_ANSWERS = answered_as(negotiation.PAGE, negotiation.RESULTS, negotiation.RDF)
_TEXT = {"schema": {"type": "string"}}
_FORM = {"schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/sparql-query": _TEXT, "application/x-www-form-urlencoded": _FORM},
    }
}
_DATASET = {"default-graph-uri", "named-graph-uri"}


@router.get("/sparql", summary="Run a query", response_class=Response, responses=_ANSWERS)
def by_get(
    request: Request, register: Register, language: Language, query: str = "", question: str = "", format_: Format = ""
) -> Response:
    """SELECT and ASK as JSON, XML, CSV or TSV; CONSTRUCT and DESCRIBE as RDF; a page for browsers."""
    _refuse_dataset(set(request.query_params))
    if not query:
        return _asked_nothing(request, language, question)
    return _answered(request, register, query, language)


@router.post(
    "/sparql", summary="Run a query from the body", response_class=Response, responses=_ANSWERS, openapi_extra=_BODY
)
def by_post(
    request: Request,
    register: Register,
    language: Language,
    body: Annotated[bytes, Body(media_type="application/sparql-query")] = b"",
) -> Response:
    """As form (`query=`) or as `application/sparql-query`."""
    return _answered(request, register, _query_of(request, body), language)


def _asked_nothing(request: Request, language: str, question: str) -> Response:
    """The page to write on for people, the service's description for programs."""
    chosen = negotiation.choose(request, negotiation.PAGE | negotiation.RDF)
    if chosen == negotiation.HTML:
        return _form(request, language, text=of_library(question).text if question else _START)
    content = serialize(description.service(request.app.state.settings.base), chosen)
    return answers.send(request, answers.Content(content, negotiation.RDF[chosen]))


def _query_of(request: Request, body: bytes) -> str:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise BadQuery("the request is no UTF-8.") from error
    if kind == "application/sparql-query":
        return text
    if kind != "application/x-www-form-urlencoded":
        raise negotiation.UnsupportedMedia(
            said("a query cannot be sent as '{kind}'.", kind=kind),
            mend="Use application/sparql-query or application/x-www-form-urlencoded.",
        )
    form = parse_qs(text, keep_blank_values=True)
    _refuse_dataset(set(form))
    if len(form.get("query", [])) != 1:
        raise BadQuery("the form has not exactly one 'query'.", mend="Send the text of one query as 'query'.")
    return form["query"][0]


def _refuse_dataset(given: set[str]) -> None:
    if given & _DATASET:
        raise BadQuery("a data set of the client's choice is not served.", mend="Name graphs with GRAPH in the query.")


def _answered(request: Request, register: Registry, query: str, language: str) -> Response:
    answer = register.query(query)
    offered = negotiation.RDF if isinstance(answer, list) else negotiation.RESULTS
    if isinstance(answer, bool):
        offered = {name: kind for name, kind in offered.items() if name in {"json", "xml"}}
    wanted = offered | negotiation.PAGE
    chosen = negotiation.choose(request, wanted)
    if chosen != negotiation.HTML:
        return answers.send(request, answers.Content(serialize_answer(answer, chosen), offered[chosen]))
    return _form(request, language, text=query, result=Shower(register, language).shown(answer, list(offered)))


def _form(
    request: Request,
    language: str,
    *,
    text: str,
    result: Shown | None = None,
) -> Response:
    library = [(query.name, query.title(language)) for query in public()]
    return page(request, "sparql", language, text=text, library=library, result=result)
