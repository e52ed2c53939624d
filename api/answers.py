"""Answers that are no pages: bytes with media type, language, entity tag, and what the client may have already."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from ropa.rdf import Triple, content_hash

_VARY = "Accept, Accept-Language"


@dataclass(frozen=True)
class Content:
    """What to send. `tag` names the content where its bytes do not; `file` makes it a download; `policy` is a content
    security policy of its own."""

    content: bytes
    media_type: str
    tag: str = ""
    file: str = ""
    policy: str = ""
    language: str = ""


def send(request: Request, found: Content) -> Response:
    """The bytes, or 304 where the client has them already."""
    entity = f'"{found.tag or hashlib.sha256(found.content).hexdigest()[:32]}"'
    optional = {
        "Content-Disposition": f'attachment; filename="{found.file}"' if found.file else "",
        "Content-Language": found.language,
        "Content-Security-Policy": found.policy,
    }
    headers = {"Vary": _VARY, "ETag": entity, "Cache-Control": "no-cache"}
    headers |= {name: value for name, value in optional.items() if value}
    known = {value.strip().removeprefix("W/") for value in request.headers.get("if-none-match", "").split(",")}
    if entity in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)


def send_file(request: Request, content: bytes, media_type: str, language: str, name: str) -> Response:
    """A report or document in a format: shown where the browser can show it (HTML, JSON), else a download."""
    file = "" if name.endswith((".html", ".json")) else name
    return send(request, Content(content, media_type, file=file, policy=policy_for(content), language=language))


def tag_of(triples: Sequence[Triple], format: str) -> str:
    """By the canonical graph, not the bytes: JSON-LD is not the same twice."""
    return f"{content_hash(triples)[:32]}-{format}"


def policy_for(content: bytes) -> str:
    """What a self-contained page of ours may do: its own styles, and exactly the script it carries."""
    scripts = re.findall(rb"<script>(.*?)</script>", content, re.S)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s).digest()).decode()}'" for s in scripts)
    script = f"script-src {hashes}; " if hashes else ""
    return (
        f"default-src 'none'; {script}style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'"
    )
