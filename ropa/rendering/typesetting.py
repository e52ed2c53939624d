"""The one door to typst: a template of this folder and data into a PDF that is tagged (PDF/UA-1).

Words reach the page as data, so that nothing a record says is read as markup. The same data give the same bytes.
"""

from __future__ import annotations

import json
from functools import cache

import typst

from ropa import resources

MEDIA_TYPE = "application/pdf"
_EPOCH = 0
"""A fixed moment of creation."""


def pages(template: str, name: str, data: object) -> bytes:
    """The pages of `<template>.typ`, which finds the data under `name`, as JSON."""
    made = _compiler(template).compile(
        input=_source(template),
        format="pdf",
        sys_inputs={name: json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=_EPOCH,
    )
    return made if isinstance(made, bytes) else b"".join(made or [])


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(_source(template), ignore_system_fonts=True)


@cache
def _source(template: str) -> bytes:
    return resources.within("rendering", f"{template}.typ").read_bytes()
