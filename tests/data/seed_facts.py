"""The facts of the five seeds as a person set them down, flattened, and what a record shows of them.

Needs the folder of the seeds (`ROPA_SHARED`). Holds no expectation; those are in `test_seed_facts.py`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from ropa import resources
from ropa.namespaces import expand
from ropa.rdf import Quad, parse
from tests.words.vocabulary import ancestors

FACTS = Path(os.environ.get("ROPA_SHARED") or Path(__file__).parents[3] / "shared") / "gold" / "seed-facts.yaml"
_TERM = re.compile(r"(dpv|pd|tech|loc|eu-gdpr|legal-fi|ropa):[A-Za-z0-9-]+")
_NOT_STATED = ("absent", "empty", "unanswered", "mismatch")

Leaf = tuple[str, str]
"""Path of a fact without its numbers, as `cookies/data/terms`, and its value."""


@cache
def seeds() -> tuple[dict[str, object], ...]:
    """One mapping per seed, as in the file."""
    found = yaml.safe_load(FACTS.read_text("utf-8"))["seeds"]
    assert isinstance(found, list)
    return tuple(found)


def controller(seed: dict[str, object]) -> str:
    """The organisation's name, also where the seed has it in the title alone."""
    own = section(seed, "controller")
    return str(own.get("name") or own["name_from_title"])


def section(seed: dict[str, object], key: str) -> dict[str, object]:
    """One part of a seed's facts."""
    found = seed[key]
    assert isinstance(found, dict)
    return found


def terms(seed: dict[str, object]) -> list[Leaf]:
    """Every term that the seed states."""
    return [(path, value) for path, value in _leaves(seed, ()) if _TERM.fullmatch(value)]


def unstated_rights(seed: dict[str, object]) -> list[str]:
    """The rights of which the seed says nothing."""
    own = seed["rights"]
    assert isinstance(own, list)
    told = {right["right"] for right in own if not str(right.get("state", "")).startswith("absent")}
    return [right["right"] for right in own if right["right"] not in told]


def _leaves(node: object, path: tuple[str, ...]) -> Iterator[Leaf]:
    if isinstance(node, dict):
        if str(node.get("state", "")).startswith(_NOT_STATED):
            return
        for key, value in node.items():
            yield from _leaves(value, (*path, str(key)))
    elif isinstance(node, list):
        for value in node:
            yield from _leaves(value, path)
    elif node is not None:
        yield "/".join(path), str(node)


@cache
def record(name: str) -> tuple[Quad, ...]:
    """All graphs of the register whose controller has that name."""
    for file in sorted((resources.data() / "registers").glob("*.trig")):
        found = tuple(parse(file.read_bytes(), "trig", where=str(file)))
        if any(q.predicate.value == expand("dpv:hasName") and q.object.value == name for q in found):
            return found
    raise AssertionError(f"no register of {name}")


def values(name: str, *properties: str) -> set[str]:
    """What the register states by these properties, terms and words alike."""
    wanted = set(map(expand, properties))
    return {quad.object.value for quad in record(name) if quad.predicate.value in wanted}


def covers(stated: set[str], term: str) -> bool:
    """Whether the term, or one that stands below it, is among what is stated."""
    return any(term == value or term in ancestors(value) for value in stated)
