"""Users' queries, each in a process of its own that can be ended: limits of time, rows and memory. Read only.

The processes hold a copy of the store and see each change before the next query. Needs a Unix-like system.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from threading import BoundedSemaphore, RLock
from time import monotonic
from types import TracebackType
from typing import Self

from ropa.errors import BadQuery, StoreError, Timeout, TooLarge, said
from ropa.rdf import Triple
from ropa.store import Answer, Changes, Solutions
from ropa.store.embedded import EmbeddedStore
from ropa.store.guard import refuse_unsafe

_GRACE = 2.0


class Workers:
    """Answers queries about a store that is in this process. Starts its process at the first query."""

    def __init__(
        self,
        store: EmbeddedStore,
        *,
        seconds: float = 10.0,
        rows: int = 100_000,
        megabytes: int = 1024,
        at_once: int = 4,
    ) -> None:
        self._store = store
        self._limits = (seconds, rows, megabytes)
        self._places = BoundedSemaphore(at_once)
        self._changed: set[str] = set()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: Connection | None = None
        self._lock = RLock()
        store.followers.append(self._note)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def ask(self, query: str, *, seconds: float | None = None) -> Answer:
        """The answer to SELECT, ASK, CONSTRUCT or DESCRIBE.

        BadQuery: does not parse, or is not allowed. Timeout: took longer, or waited as long for others to end.
        TooLarge: more rows or memory than allowed.
        """
        refuse_unsafe(query)
        time, rows, megabytes = self._limits
        time = min(time, seconds) if seconds else time
        if not self._places.acquire(timeout=time):
            raise Timeout("other queries take all the places there are.", mend="Try again in a moment.")
        try:
            connection = self._send(query, time, rows, megabytes)  # the first one waits until the copy is loaded
            answer = self._receive(connection, monotonic() + time)
        finally:
            self._places.release()
        if isinstance(answer, str):
            raise BadQuery(answer)
        if not isinstance(answer, bool) and len(answer) > rows:
            raise TooLarge(
                said("the answer has more than {rows} rows.", rows=rows), mend="Narrow the query or add LIMIT."
            )
        return answer

    def close(self) -> None:
        """Ends the process; running queries end by their own limit."""
        with self._lock:
            if self._note in self._store.followers:
                self._store.followers.remove(self._note)
            self._stop()

    def _note(self, changes: Changes | None) -> None:
        with self._lock:
            if changes is None:
                self._stop()
            else:
                self._changed.update(changes)

    def _send(self, query: str, seconds: float, rows: int, megabytes: int) -> Connection:
        ours, theirs = socket.socketpair()
        answer = Connection(ours.detach(), writable=False)
        with self._lock, theirs:
            try:
                control = self._ready()
                control.send(("query", query, seconds, rows, megabytes))
                send_handle(control, theirs.fileno(), self._process.pid if self._process else 0)
            except OSError as error:
                self._stop()
                raise StoreError("the query process ended.", mend="Try again.") from error
        return answer

    def _ready(self) -> Connection:
        if self._control is None or self._process is None or self._process.poll() is not None:
            self._stop()
            self._control = self._start()
        while self._changed:
            name = self._changed.pop()
            self._control.send(("graph", name, self._store.text(name)))
        return self._control

    def _start(self) -> Connection:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "ropa.store.query_process", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
        control = Connection(ours.detach())
        self._changed.clear()
        try:
            control.send(("dump", self._store.dump()))
            control.recv()
        except (EOFError, OSError) as error:
            control.close()
            raise StoreError("the query process could not be started.", mend="Free some memory, try again.") from error
        return control

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._control = self._process = None

    def _receive(self, answer: Connection, deadline: float) -> Answer | str:
        with answer:
            try:
                if not answer.poll(max(0.0, deadline + _GRACE - monotonic())):
                    raise Timeout("the query took too long and was ended.", mend="Narrow the query or add LIMIT.")
                found: Solutions | bool | list[Triple] | str = answer.recv()
            except (EOFError, OSError) as error:
                if monotonic() >= deadline - 0.01:
                    what = "the query took too long and was ended."
                    raise Timeout(what, mend="Narrow the query or add LIMIT.") from error
                if self._process is None or self._process.poll() is not None:
                    raise StoreError("the query process ended.", mend="Try again.") from error
                raise TooLarge("the query needed too much memory or is too complex.") from error
        return found
