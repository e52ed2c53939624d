"""Documents about a record: the notice written from it, in every format a document can have."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import answers, negotiation
from api.contract import answered_as
from api.dependencies import Format, Language, Register
from ropa.register import publishing
from ropa.rendering import documents

router = APIRouter(tags=["documents"])


def _media_types() -> dict[str, str]:
    """By format, HTML first."""
    names = sorted(publishing.document_formats(), key=lambda name: (name != "html", name))
    return {name: documents.media_type(name).partition(";")[0] for name in names}


@router.get(
    "/record/{slug}/document/{kind}",
    summary="A document about a record",
    response_class=Response,
    responses=answered_as(_media_types()),
)
def document(
    request: Request, register: Register, language: Language, slug: str, kind: str, format_: Format = ""
) -> Response:
    """`privacy-notice` and the other kinds; the format by Accept or `?format=`."""
    chosen = negotiation.choose(request, _media_types())
    made = register.document(register.find(f"record/{slug}"), language, kind)
    content = publishing.document_bytes(made, chosen)
    return answers.send_file(
        request, content, documents.media_type(chosen), language, f"{slug}-{kind}-{language}.{chosen}"
    )
