"""Flow pictures: who gets which personal data from whom, in which country, on which ground.

`network()` makes a flow from records, `render()` draws it in any form found under `forms/`, `table()` says the
same in words, `impact()` what a change would touch. The only user of networkx.
"""

from __future__ import annotations

import importlib
from typing import Protocol, cast

from ropa import resources
from ropa.errors import BadParameter, said
from ropa.flows.chain import chain
from ropa.flows.condense import condense
from ropa.flows.flow import Fault, Flow, Ground, Kind, Links, Passage, Place, Reason, Role, Stream
from ropa.flows.impact import Change, Impact, impact
from ropa.flows.network import network
from ropa.flows.picture import MEDIA_TYPES, Picture, written
from ropa.flows.reference import Instrument, Reference, Tool
from ropa.flows.table import Row, Table, table
from ropa.flows.tools import place_of, providers
from ropa.flows.wording import ground_of_way, remarks

__all__ = [
    "LAYERS",
    "Change",
    "Fault",
    "Flow",
    "Ground",
    "Impact",
    "Instrument",
    "Kind",
    "Links",
    "Passage",
    "Picture",
    "Place",
    "Reason",
    "Reference",
    "Role",
    "Row",
    "Stream",
    "Table",
    "Tool",
    "chain",
    "condense",
    "formats",
    "ground_of_way",
    "impact",
    "media_type",
    "network",
    "picture",
    "place_of",
    "providers",
    "remarks",
    "render",
    "render_view",
    "svg",
    "table",
    "view_formats",
    "view_names",
]


LAYERS = "layers"
"""The picture that `render` draws."""


class _View(Protocol):
    def draw(self, flow: Flow, language: str) -> Picture: ...


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


def media_type(format: str, view: str = LAYERS) -> str:
    """What to put into Content-Type. Raises BadParameter for an unknown form."""
    return _format(format).MEDIA_TYPE if view == LAYERS else MEDIA_TYPES[_of(view, format)]


def view_names() -> tuple[str, ...]:
    """Names of all pictures that can be drawn of a flow: the layers, and every module of `views/`."""
    others = (file.stem for file in resources.within("flows", "views").glob("*.py"))
    return (LAYERS, *sorted(name for name in others if not name.startswith("_")))


def view_formats(view: str) -> tuple[str, ...]:
    """Forms a view can be written in. Raises BadParameter for an unknown view."""
    if view not in view_names():
        raise BadParameter(
            said("there is no picture '{view}'.", view=view),
            mend=said("Use one of: {choices}.", choices=", ".join(view_names())),
        )
    return formats() if view == LAYERS else tuple(MEDIA_TYPES)


def render_view(flow: Flow, view: str, format: str, language: str) -> bytes:
    """One view in one of its forms. Raises BadParameter for an unknown view or form."""
    if view == LAYERS:
        return render(flow, format, language)
    _of(view, format)
    return written(picture(flow, view, language), format, language)


def picture(flow: Flow, view: str, language: str) -> Picture:
    """A view with its words and its table, for a page. Raises BadParameter for an unknown view."""
    view_formats(view)
    return cast(_View, importlib.import_module(f"ropa.flows.views.{view}")).draw(flow, language)


def _of(view: str, format: str) -> str:
    known = view_formats(view)
    if format not in known:
        raise BadParameter(
            said("the picture '{view}' cannot be written as '{format}'.", view=view, format=format),
            mend=said("Use one of: {choices}.", choices=", ".join(known)),
        )
    return format


def svg(flow: Flow, language: str) -> bytes:
    """The picture; see `forms/svg.py`."""
    return render(flow, "svg", language)


def _format(name: str) -> _Format:
    if name not in formats():
        raise BadParameter(
            said("a flow cannot be written as '{name}'.", name=name),
            mend=said("Use one of: {choices}.", choices=", ".join(formats())),
        )
    return cast(_Format, importlib.import_module(f"ropa.flows.forms.{name}"))
