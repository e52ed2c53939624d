"""The web application: made by a factory, with every module of `routes/` found by listing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

import api.routes
from api import problems
from api.contract import Application
from api.middleware import BodyLimit, HeadAsGet, KnownHosts, SecurityHeaders, host_of
from api.opened import Opened
from ropa.register import Registry
from ropa.settings import Settings

_MAX_REQUEST = 2_000_000
_EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 (names them, binds nothing)


def create_app(settings: Settings, registry: Registry | None = None) -> FastAPI:
    """The pages and the API of one register. A registry that is handed in is not closed here."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        app.state.opened = Opened(settings, registry)
        yield
        app.state.opened.close()

    app = Application(
        title="ropa",
        description="Records of processing activities (GDPR Art. 30): facts, findings, documents, questions.",
        version="0.1.0",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    app.state.settings = settings
    problems.install(app)
    app.add_middleware(BodyLimit, limit=_MAX_REQUEST)
    app.add_middleware(HeadAsGet)
    app.add_middleware(KnownHosts, names=_names(settings))
    app.add_middleware(SecurityHeaders)
    for module in sorted(iter_modules(api.routes.__path__), key=lambda found: found.name):
        app.include_router(import_module(f"api.routes.{module.name}").router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    return app


def _names(settings: Settings) -> frozenset[str]:
    """What the server is called: this machine, the address it listens on, the host of the register's IRIs. None, that
    is any, where it listens on every address."""
    if settings.host in _EVERYWHERE:
        return frozenset()
    return frozenset({"localhost", "127.0.0.1", "::1", settings.host, host_of(settings.base)})
