"""IRIs below a record, party or notice: what they name is told by the graph they lie in.

Stands after the modules whose paths are more special: modules are taken in the order of their names.
"""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.dependencies import Register

router = APIRouter(tags=["records"])


@router.get(
    "/{kind}/{name}/{rest:path}",
    summary="Anything below a record, party or notice",
    response_class=Response,
    status_code=303,
)
def node(
    request: Request, register: Register, kind: Literal["record", "party", "notice"], name: str, rest: str
) -> Response:
    """303 to the graph that tells about it."""
    register.find(f"{kind}/{name}")
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{kind}/{name}{query}#{rest}", status_code=303)
