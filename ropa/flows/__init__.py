"""Flow pictures: who gets which personal data from whom, in which country, on which ground.

`network()` makes a flow from records, `render()` draws it in any form found under `forms/`, `table()` says the
same in words, `impact()` what a change would touch. The only user of networkx.
"""

from __future__ import annotations

import importlib
from typing import Protocol, cast

from ropa import resources
from ropa.errors import BadParameter
from ropa.flows.condense import condense
from ropa.flows.flow import Flow, Ground, Kind, Links, Passage, Place, Role, Stream
from ropa.flows.impact import Change, Impact, impact
from ropa.flows.network import network
from ropa.flows.table import Row, Table, table

__all__ = [
    "Change",
    "Flow",
    "Ground",
    "Impact",
    "Kind",
    "Links",
    "Passage",
    "Place",
    "Role",
    "Row",
    "Stream",
    "Table",
    "condense",
    "formats",
    "impact",
    "media_type",
    "network",
    "render",
    "svg",
    "table",
]


class _Format(Protocol):
    MEDIA_TYPE: str
    SUFFIX: str

    def render(self, flow: Flow, language: str) -> bytes: ...


def formats() -> tuple[str, ...]:
    """Names of all forms a flow can be written in."""
    return tuple(sorted(f.stem for f in resources.within("flows", "forms").glob("*.py") if not f.stem.startswith("_")))


def render(flow: Flow, format: str, language: str) -> bytes:
    """The flow in one form, names in the reader's language. Raises BadParameter for an unknown form."""
    return _format(format).render(flow, language)


def media_type(format: str) -> str:
    """What to put into Content-Type. Raises BadParameter for an unknown form."""
    return _format(format).MEDIA_TYPE


def svg(flow: Flow, language: str) -> bytes:
    """The picture; see `forms/svg.py`."""
    return render(flow, "svg", language)


def _format(name: str) -> _Format:
    if name not in formats():
        raise BadParameter(f"a flow cannot be written as '{name}'.", mend=f"Use one of: {', '.join(formats())}.")
    return cast(_Format, importlib.import_module(f"ropa.flows.forms.{name}"))
