"""What the JSON answers of the API hold; stable and part of OpenAPI. Checks form, never duty."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel


class RecordLine(BaseModel):
    """One record in the list."""

    iri: str
    slug: str
    kind: str
    title: str
    keepers: list[str]
    activities: int
    modified: date | None
    violations: int
    warnings: int
    advice: int


class RuleLine(BaseModel):
    """One rule of the rule book."""

    iri: str
    code: str
    severity: str
    articles: list[str]
    sources: list[str]
    duty: str
    message: str
    valid_from: date | None
    last_valid_day: date | None
    file: str


class ReportLine(BaseModel):
    """One report there is."""

    name: str
    title: str
    formats: list[str]


class QuestionLine(BaseModel):
    """One question of the library."""

    name: str
    title: str
    answers: str
    parameters: dict[str, str]


class Problem(BaseModel):
    """An error as RFC 9457 has it; `detail` and `mend` are in the language of the request."""

    type: str
    title: str
    status: int
    detail: str = ""
    kind: str = ""
    """The class of the error, such as NotFound."""
    mend: str = ""
    """What to do about it."""
