"""What every answer gets: security headers; and what no request may exceed: a size."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; style-src 'self'{styles}; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY.format(styles=""),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def policy_with(pictures: Iterable[str]) -> str:
    """The policy of a page that holds pictures of ours: with exactly the styles they carry."""
    styles = {style for picture in pictures for style in re.findall("<style>(.*?)</style>", picture, re.S)}
    digests = sorted(b64encode(sha256(style.encode()).digest()).decode() for style in styles)
    return _POLICY.format(styles="".join(f" 'sha256-{digest}'" for digest in digests))


class SecurityHeaders:
    """Adds the headers that an answer has not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything else on unchanged."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


class KnownHosts:
    """Answers only to its own names: else a page elsewhere could take a name of its own to this address (DNS
    rebinding) and read a register that asks nobody to log in."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """421 for a name that is not ours; without names everything passes."""
        if scope["type"] == "http" and self._names:
            name = host_of(Headers(scope=scope).get("host", ""))
            if name not in self._names:
                problem = {"type": "about:blank", "title": "Misdirected Request", "status": 421}
                answer = JSONResponse(problem, 421, media_type="application/problem+json")
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


def host_of(address: str) -> str:
    """`localhost` of `localhost:8000` or `http://localhost:8000/x`, `::1` of `[::1]:8000`."""
    return (urlsplit(address if "//" in address else f"//{address}").hostname or "").rstrip(".")


class HeadAsGet:
    """Answers HEAD as GET without the body, on every path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Other methods pass unchanged."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, without_body)


class BodyLimit:
    """Refuses a request body that is longer than the limit, while it arrives."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app, self._limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raises into the route that reads the body."""
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise HTTPException(413, f"The request has more than {self._limit} bytes.")
            return message

        await self._app(scope, counted, send)
