"""Which value of a node stands bare at the beginning of its line, and where words go that are no such value."""

from __future__ import annotations

from ropa.model import (
    Assessment,
    AutomatedDecision,
    Contact,
    Contract,
    DataGroup,
    Disclosure,
    Engagement,
    Measure,
    Node,
    PurposeBasis,
    Retention,
    RightsProcedure,
    Source,
    Transfer,
)

LEADS: dict[type[Node], tuple[str, str]] = {
    Assessment: ("kinds", "outcomes"),
    AutomatedDecision: ("kinds", "logic"),
    Contact: ("roles", ""),
    Contract: ("titles", ""),
    DataGroup: ("subjects", ""),
    Disclosure: ("recipient_categories", ""),
    Engagement: ("processors", ""),
    Measure: ("concepts", "descriptions"),
    PurposeBasis: ("legal_bases", "as_written"),
    Retention: ("durations", "as_written"),
    RightsProcedure: ("rights", "channels"),
    Source: ("kinds", "descriptions"),
    Transfer: ("countries", ""),
}
"""Field of the bare value; field for words that name no value of it ("": they become one all the same)."""
