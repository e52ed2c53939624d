"""Flows as the pages show them: the same as in files, but names lead to where the register is served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fastapi import Request

from ropa.flows import Flow, Links
from ropa.register import Registry


def served(request: Request, flow: Flow) -> Flow:
    """The flow with links on this server, in the language the reader has chosen."""
    chosen = request.query_params.get("language", "")
    base: str = request.app.state.settings.base
    return replace(flow, links=Links(base, "", f"?language={chosen}" if chosen else ""))


def flow_of(request: Request, register: Registry, iris: Sequence[str] = ()) -> Flow:
    """The flow of some records, or of all."""
    return served(request, register.flow(iris))
