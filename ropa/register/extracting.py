"""Notices into the exchange form with their findings, without a store: what `ropa extract` does."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

from ropa import importing, mapping, validation
from ropa.importing import exchange
from ropa.model import Finding, Reading
from ropa.register.defects import defects
from ropa.register.files import load_file
from ropa.register.rule_sets import rule_book
from ropa.settings import Settings
from ropa.validation import Facts, Program


def extract(file: Path, settings: Settings) -> list[tuple[str, bytes]]:
    """Name and content of one JSON file per register that the document tells of.

    Raises UnreadableFile and TooLarge. Several registers in one file are numbered: NAME-2.json.
    """
    data = load_file(file, settings.max_file_bytes)
    read = importing.read(file.name, data, settings)
    stem = file.stem if str(file) != "-" else "stdin"
    names = [f"{stem}.json"] + [f"{stem}-{n}.json" for n in range(2, len(read.readings) + 1)]
    return [(name, _exchange(reading, settings)) for name, reading in zip(names, read.readings, strict=False)]


def _exchange(reading: Reading, settings: Settings) -> bytes:
    graphs = mapping.graphs(reading, settings.base)
    found = findings(graphs, settings.rules)
    document = exchange.write(reading, found)
    document["defects"] = defects(reading, graphs.notice_iri, found, rule_book(settings.rules))
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def findings(graphs: mapping.NoticeGraphs, own: Path | None = None) -> list[Finding]:
    """What the rules find in one reading alone: its notice, the record it makes, its parties."""
    facts, program = _judge(date.today(), own)
    content = {graphs.notice_iri: graphs.notice, graphs.record_iri: graphs.record, **graphs.parties}
    named = {name: triples for name, triples in content.items() if name}
    facts.load(named.items())
    try:
        return validation.check(program, facts, list(named))
    finally:
        facts.unload(named)


@cache
def _judge(day: date, own: Path | None) -> tuple[Facts, Program]:
    return validation.empty(day), validation.compile(rule_book(own), day)
