"""The statements inside a property path, and the way from the path's start to each of them."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.rules.paths import Alternative, Inverse, Negated, Path, Repeat, Sequence, Step, steps


def turned(path: Path) -> Path:
    """The path walked from its end."""
    return path.path if isinstance(path, Inverse) else Inverse(path)


def approaches(path: Path) -> Iterator[tuple[tuple[Path, ...], str, bool]]:
    """Each predicate of a path with the way to it; whether the way then stands at the statement's subject."""
    match path:
        case Step(predicate):
            yield (), predicate.value, True
        case Negated(_, backward):
            yield from (((), "", forward) for forward in ((True, False) if backward else (True,)))
        case Inverse(inner):
            yield from _backwards(inner)
        case Sequence():
            yield from _in_order(steps(path))
        case Alternative(parts):
            for part in parts:
                yield from approaches(part)
        case Repeat(inner, sign):
            before: tuple[Path, ...] = () if sign == "?" else (Repeat(inner, "*"),)
            for prefix, name, forward in approaches(inner):
                yield (*before, *prefix), name, forward


def _in_order(parts: tuple[Path, ...]) -> Iterator[tuple[tuple[Path, ...], str, bool]]:
    for place, part in enumerate(parts):
        for prefix, name, forward in approaches(part):
            yield (*parts[:place], *prefix), name, forward


def _backwards(inner: Path) -> Iterator[tuple[tuple[Path, ...], str, bool]]:
    match inner:
        case Step(predicate):
            yield (), predicate.value, False
        case Negated(_, backward):
            yield from (((), "", forward) for forward in ((True, False) if backward else (False,)))
        case Inverse(path):
            yield from approaches(path)
        case Repeat(path, sign):
            yield from approaches(Repeat(Inverse(path), sign))
        case Alternative(parts):
            for part in parts:
                yield from _backwards(part)
        case Sequence(parts):
            yield from approaches(Sequence(tuple(Inverse(part) for part in reversed(parts))))
