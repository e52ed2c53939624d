"""The parts of a laid-out picture: boxes, lines, gates at the border, bands. Numbers and words, no markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ropa.flows.flow import Ground, Place, Stream


@dataclass
class Box:
    """A place with its wrapped lines; `y` is set once its column is settled."""

    place: Place
    column: int
    width: float
    name_lines: list[str]
    small_lines: list[str]
    remarks: list[list[str]]
    badges: list[tuple[Ground, list[str]]]
    full_name: str
    height: float = 0.0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Line:
    """A stream as an SVG path. Its words are sought when the line is drawn: they move nothing."""

    stream: Stream
    path: str
    ground: Ground | None
    say: Callable[[Stream], str]

    @property
    def tooltip(self) -> str:
        """Its ends, the data it carries and on which ground."""
        return self.say(self.stream)


@dataclass
class Gate:
    """Where data cross the border of the EEA: the ground they cross on, or that there is none."""

    ground: Ground
    lines: list[str]
    column: int
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    streams: list[Stream] = field(default_factory=list)


@dataclass(frozen=True)
class Band:
    """A horizontal strip: the EEA, or what lies outside it."""

    y: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Drawing:
    """Everything a renderer needs; coordinates in pixels from the upper left corner."""

    width: float
    height: float
    headings: list[tuple[float, list[str]]]
    boxes: list[Box]
    lines: list[Line]
    gates: list[Gate]
    inside: Band
    outside: Band | None
    border_y: float
