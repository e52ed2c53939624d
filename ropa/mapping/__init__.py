"""Model to triples and back: the only writer of triples.

`nodes` does it for any node of the model, `notice` for what a reader understood of a published notice, `written` for
a notice that was written from a record; `ordered` tells in which order a notice says the texts of its record.
Holds no law and no text understanding.
"""

from ropa.mapping.nodes import (
    Index,
    Resolve,
    Slot,
    absolute,
    from_term,
    index,
    read,
    settle,
    slots,
    to_term,
    triples,
)
from ropa.mapping.notice import NoticeGraphs, graphs, revise
from ropa.mapping.ordered import in_order
from ropa.mapping.written import written

__all__ = [
    "Index",
    "NoticeGraphs",
    "Resolve",
    "Slot",
    "absolute",
    "from_term",
    "graphs",
    "in_order",
    "index",
    "read",
    "revise",
    "settle",
    "slots",
    "to_term",
    "triples",
    "written",
]
