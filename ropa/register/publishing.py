"""Which forms there are to publish in, and the bytes of a document, table or picture in one of them.

`flows` is imported where it is used: networkx takes half a second, and most commands need none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ropa import documents as written
from ropa import reports
from ropa.model import ProcessorRecord, Record
from ropa.register import reported
from ropa.rendering import documents, tables
from ropa.rendering.document import Document
from ropa.rendering.table import Table

if TYPE_CHECKING:
    from ropa.flows import Flow


CHAIN = "chain"


def document_formats() -> tuple[str, ...]:
    """html, md, pdf, ...: endings of files a document can be written as."""
    return documents.formats()


def document_kinds() -> dict[str, tuple[str, ...]]:
    """Every kind of document with its variants, the usual one first."""
    return {kind: written.variants(kind) for kind in written.kinds()}


def is_notice(kind: str, variant: str) -> bool:
    """Whether a document of a kind is a whole notice, that takes the place of the one published before."""
    return written.is_notice(kind, variant)


def document_bytes(document: Document, format: str, *, for_author: bool = True) -> bytes:
    """With the list of what is missing, unless it is to be published."""
    return documents.render(document, format, for_author=for_author)


def table_formats() -> tuple[str, ...]:
    """html, csv, xlsx, ...: endings of files a report can be written as."""
    return tables.formats()


def table_bytes(table: Table, format: str) -> bytes:
    """The same table gives the same bytes."""
    return tables.render(table, format)


def report_filters() -> tuple[str, ...]:
    """Names of the parameters that most reports can be narrowed by."""
    return reported.FILTERS


def report_titles(language: str) -> list[tuple[str, str]]:
    """Name and title of every report."""
    found = [(name, reports.load(name).title(language)) for name in reports.names()]
    return sorted([*found, *((name, reported.title(name, language)) for name in reported.names())])


@dataclass(frozen=True)
class ReportAbout:
    """A report narrowed to something by its parameters; `form` where it follows an authority's form."""

    name: str
    title: str
    given: dict[str, str]

    @property
    def form(self) -> bool:
        """By the name of its file."""
        return self.name.startswith("form-")


def reports_about(record: Record, language: str) -> list[ReportAbout]:
    """Every report that can be narrowed to a record or to whose it is, without those made for the other role."""
    role, other, parties = "controller", "processor", record.controllers
    if isinstance(record, ProcessorRecord):
        role, other, parties = "processor", "controller", record.processors
    found = []
    for name, title in report_titles(language):
        takes = reported.parameters(name)
        narrowed = {"record": (record.iri,), role: parties}
        key = next((each for each, iris in narrowed.items() if each in takes and iris), None)
        if key and other not in name.split("-"):
            found.append(ReportAbout(name, title, {key: narrowed[key][0].rsplit("/", 1)[-1]}))
    return found


def flow_formats(view: str = "layers") -> tuple[str, ...]:
    """svg, html, json, ...: forms a picture can be written in."""
    from ropa import flows

    return flows.view_formats(flows.LAYERS if view == CHAIN else view)


def flow_views() -> tuple[str, ...]:
    """layers, sankey, matrix, map, ...: pictures that can be drawn of a flow, and `chain` of one organisation."""
    from ropa import flows

    return (*flows.view_names(), CHAIN)


def flow_bytes(flow: Flow, format: str, language: str, view: str = "layers") -> bytes:
    """Names in the reader's language; the same flow gives the same bytes. `chain` is drawn as layers."""
    from ropa import flows

    return flows.render_view(flow, flows.LAYERS if view == CHAIN else view, format, language)
