"""The register that the pages show: opened when the server starts, and again when its journal is first written."""

from __future__ import annotations

from threading import Lock
from time import sleep

from api.checks import Checks
from ropa.errors import StoreDamaged
from ropa.register import Registry
from ropa.register.opening import is_absent
from ropa.settings import Settings

_TRIES = 20
_PAUSE = 0.1


class Opened:
    """Hands out one register with its findings, as other programs have left it by now."""

    def __init__(self, settings: Settings, registry: Registry | None = None) -> None:
        self._settings = settings
        self._lock = Lock()
        self._own: list[Registry] = []
        self._awaits_journal = registry is None and is_absent(settings)
        self._use(registry or self._open())

    def register(self) -> Registry:
        """Costs one small query where nothing has changed; the first time, a copy of the register in memory."""
        with self._lock:
            if self._awaits_journal and not is_absent(self._settings):
                self._use(self._first_written())
                self._awaits_journal = False
        self._register.ledger.memory()  # nothing is asked on the disk: a damaged file there could take all memory
        self._register.ledger.refresh()
        return self._register

    @property
    def checks(self) -> Checks:
        """Findings of the register that was last handed out."""
        return self._checks

    def close(self) -> None:
        """Closes what was opened here; a register that was handed in stays open."""
        for registry in self._own:
            registry.close()

    def _use(self, registry: Registry) -> None:
        self._register, self._checks = registry, Checks(registry)

    def _open(self) -> Registry:
        self._own.append(Registry.open(self._settings))
        return self._own[-1]

    def _first_written(self) -> Registry:
        """A file that another program is just making reads as damaged until its tables stand in it."""
        for _ in range(_TRIES):
            try:
                return self._open()
            except StoreDamaged:
                sleep(_PAUSE)
        return self._open()
