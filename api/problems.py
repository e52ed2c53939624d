"""Errors at the edge: each class of the exception tree to one HTTP status. RFC 9457 or a page, never a traceback."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.negotiation import NotAcceptable, UnsupportedMedia, language, wants_page
from api.page import page
from ropa import errors, texts
from ropa.errors import BadParameter, RopaError, said

_STATUS: dict[type[RopaError], int] = {
    NotAcceptable: 406,
    UnsupportedMedia: 415,
    errors.TooLarge: 413,
    errors.InputError: 400,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.NotApplicable: 422,
    errors.Timeout: 503,
    errors.StoreLocked: 503,
    errors.StoreReadOnly: 503,
    errors.StoreFull: 507,
    RopaError: 500,
}
_REFUSALS = {
    404: said("there is no such page."),
    405: said("this cannot be done at this address."),
    413: said("the request is too large."),
}
_FAILED = said("the server met an error it cannot explain; its log has the details.")
_LOG = logging.getLogger("ropa.api")


def install(app: FastAPI) -> None:
    """Registers the handlers; nothing else in `api/` turns an error into an answer."""
    app.add_exception_handler(RopaError, _explained)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _unexpected)


def status_of(error: RopaError) -> int:
    """The status of the nearest class in the tree."""
    return next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)


def _explained(request: Request, error: Exception) -> Response:
    if not isinstance(error, RopaError):
        return _unexpected(request, error)
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s %s: %s", request.method, request.url.path, error)
    return _answer(request, status, type(error).__name__, error.what, error.mend)


def _invalid(request: Request, error: Exception) -> Response:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    names = ", ".join(sorted({str(fault["loc"][-1]) for fault in faults}))
    return _answer(request, 422, "BadParameter", said("the value of '{name}' cannot be used.", name=names))


def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    answer = _answer(request, status, "", _REFUSALS.get(status, HTTPStatus(status).phrase))
    answer.headers.update(headers)
    return answer


def _unexpected(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _answer(request, 500, "", _FAILED)


def _answer(request: Request, status: int, kind: str, what: str, advice: str = "") -> Response:
    reader = _reader(request)
    detail, mend = texts.translated(what, reader), texts.translated(advice, reader)
    if wants_page(request):
        return page(
            request, "problem", reader, status=status, heading=_heading(status), detail=f"{detail} {mend}".strip()
        )
    document = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    document |= {key: value for key, value in {"kind": kind, "mend": mend}.items() if value}
    headers = {"Content-Language": reader, "Vary": "Accept, Accept-Language"}
    return JSONResponse(document, status, media_type="application/problem+json", headers=headers)


def _reader(request: Request) -> str:
    """The language that was asked for, the register's own where that one is not there."""
    try:
        return language(request)
    except BadParameter:
        return "en"


def _heading(status: int) -> str:
    key = {404: "error-not-found"}.get(status, "error")
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.NOT_FOUND:
        key = "error-input"
    return "error-busy" if status in {503, 507} else key
