"""The OpenAPI document, completed: in which forms each route answers, and that every error is a problem of RFC 9457."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.schemas import Problem

_PROBLEM = {
    "description": "What went wrong and how to mend it, in the language of the request",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}

Responses = dict[int | str, dict[str, Any]]
"""As FastAPI's routes take them."""


def answered_as(*offered: Mapping[str, str], others: tuple[str, ...] = ()) -> Responses:
    """For a route's decorator: the media types of its answer, by the formats it offers and other ones."""
    kinds = [kind for formats in offered for kind in formats.values()] + list(others)
    return {200: {"description": "As asked by Accept or `format`", "content": {kind: {} for kind in kinds}}}


class Application(FastAPI):
    """FastAPI, whose description of itself is completed."""

    def openapi(self) -> dict[str, Any]:
        """Made once, when it is first asked for."""
        if self.openapi_schema is None:
            self.openapi_schema = _completed(self)
        return self.openapi_schema


def _completed(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema()
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for methods in document["paths"].values():
        for operation in methods.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = _PROBLEM
    return document
