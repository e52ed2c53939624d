"""The questions of the library: a list, and each with its parameters and its answer."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api import answers, negotiation
from api.contract import answered_as
from api.dependencies import Format, Language, Register
from api.page import page
from api.results import Shower
from api.schemas import QuestionLine
from ropa import queries
from ropa.errors import NotFound, said
from ropa.queries import Query
from ropa.register import apart
from ropa.register.answers import serialize_answer, spreadsheet

router = APIRouter(tags=["queries"])
_OWN = {"language", "format"}
_INTERNAL = {"names-of-nodes"}


def public() -> list[Query]:
    """The library without the questions that only the program itself asks."""
    found = [queries.load(name) for name in queries.names()]
    return [query for query in found if query.name not in _INTERNAL and not query.header.all("internal")]


def of_library(name: str) -> Query:
    """A public question. The command line reads questions from files too; a stranger's name must never reach one."""
    found = next((query for query in public() if query.name == name), None)
    if found is None:
        raise NotFound(said("there is no query '{name}'.", name=name))
    return found


@router.get(
    "/questions",
    summary="Questions of the library",
    response_model=list[QuestionLine],
    responses=answered_as(negotiation.PAGE),
)
def questions(request: Request, language: Language, format_: Format = "") -> Response:
    """Names, titles and parameters."""
    found = public()
    if negotiation.choose(request, negotiation.PAGE | negotiation.JSON) == "html":
        return page(request, "questions", language, questions=found)
    lines = [
        QuestionLine(
            name=query.name,
            title=query.title(language),
            answers=query.answers,
            parameters={parameter.name: parameter.kind for parameter in query.parameters},
        )
        for query in found
    ]
    return JSONResponse([line.model_dump(mode="json") for line in lines])


@router.get(
    "/question/{name}",
    summary="The answer to a question",
    response_class=Response,
    responses=answered_as(negotiation.PAGE, negotiation.RESULTS),
)
def question(request: Request, register: Register, language: Language, name: str, format_: Format = "") -> Response:
    """A page, a CSV file in the reader's words with the IRIs beside them, or SPARQL results as JSON, XML or TSV;
    further query parameters are the question's own."""
    query = of_library(name)
    given = {key: value for key, value in request.query_params.items() if key not in _OWN and value}
    answer = register.ask(name, given)
    offered = negotiation.RDF if isinstance(answer, list) else negotiation.RESULTS
    chosen = negotiation.choose(request, negotiation.PAGE | offered)
    keys = register.entry_of(name)
    if chosen == "csv":
        content = spreadsheet(answer, language, apart.naming(register, answer, language), keys)
        return answers.send(request, answers.Content(content, offered[chosen], file=f"{name}.csv", language=language))
    if chosen != negotiation.HTML:
        return answers.send(request, answers.Content(serialize_answer(answer, chosen), offered[chosen]))
    shower = Shower(register, language)
    result = shower.shown(answer, list(offered), keys)
    return page(request, "question", language, query=query, given=given, result=result, heading=shower.heading)
