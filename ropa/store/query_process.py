"""The process that users' queries run in: holds a copy of the store and forks a child for each query.

Started by `workers.py`, as `python -m ropa.store.query_process <socket>`; ends when its parent does. A child that
runs too long is ended by the kernel's alarm even inside the engine, and one that takes too much memory aborts:
neither harms this process or its parent.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle

from ropa.errors import BadQuery
from ropa.rdf import parse_triples
from ropa.store.embedded import EmbeddedStore

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET: a network namespace of its own, without any interface


def serve(parent: Connection) -> None:
    """Answers the parent's messages until it hangs up: a copy to hold, changed graphs, queries."""
    store = EmbeddedStore()
    with suppress(EOFError, ConnectionResetError):
        while True:
            kind, *given = parent.recv()
            if kind == "query":
                _fork(store, parent, *given)
            elif kind == "dump":
                store.restore_dump(given[0])
                gc.freeze()
                parent.send("ready")
            else:
                name, text = given
                store.replace({name: parse_triples(text, "n-triples") if text else None})


def _fork(store: EmbeddedStore, parent: Connection, query: str, seconds: float, rows: int, megabytes: int) -> None:
    answer = Connection(recv_handle(parent), readable=False)
    if os.fork():
        answer.close()
        return
    _limit(seconds, megabytes)
    try:
        answer.send(store.answer(query, rows))
    except BadQuery as error:
        answer.send(error.what)
    os._exit(0)


def _limit(seconds: float, megabytes: int) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    pages = int(open("/proc/self/statm").read().split()[0])  # noqa: SIM115, PTH123
    room = pages * resource.getpagesize() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).unshare(_NEW_NETWORK)  # where it is not permitted, the guard alone keeps queries off the network
    serve(Connection(int(sys.argv[1])))
