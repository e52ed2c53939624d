"""Reading in a process that can be stopped: limits of time and memory for files from strangers."""

from __future__ import annotations

import multiprocessing
import resource
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from ropa.errors import InputError, TooLarge, UnreadableFile, said
from ropa.importing.file import File
from ropa.importing.imported import Imported

Read = Callable[[File], Imported]
_MEGABYTE = 1024 * 1024


def confined(read: Read, file: File) -> Imported:
    """What `read` gives, read in a child process. Raises TooLarge where it takes too long or too much memory."""
    here, there = multiprocessing.Pipe(duplex=False)
    child = _process(read, file, there)
    child.start()
    there.close()
    try:
        if not here.poll(file.settings.read_seconds):
            raise TooLarge(
                said(
                    "reading took longer than {seconds} seconds and was stopped.",
                    seconds=f"{file.settings.read_seconds:g}",
                ),
                where=file.name,
                mend="Hand in a shorter file, or raise ROPA_READ_SECONDS.",
            )
        answer: Imported | InputError = here.recv()
    except EOFError as error:
        raise TooLarge(
            said(
                "reading needed more than {megabytes} MB of memory, or the file crashed its reader.",
                megabytes=file.settings.read_megabytes,
            ),
            where=file.name,
            mend="Hand in a smaller file, or raise ROPA_READ_MEGABYTES.",
        ) from error
    finally:
        here.close()
        if child.is_alive():
            child.kill()
        child.join()
    if isinstance(answer, InputError):
        raise answer
    return answer


def _process(read: Read, file: File, there: Connection) -> BaseProcess:
    """A fork is quick; beside other threads only a fresh process is safe."""
    if threading.active_count() == 1:
        return multiprocessing.get_context("fork").Process(target=_work, args=(read, file, there), daemon=True)
    return multiprocessing.get_context("spawn").Process(target=_work, args=(read, file, there), daemon=True)


def _work(read: Read, file: File, there: Connection) -> None:
    limit = _in_use() + file.settings.read_megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        there.send(read(file))
    except InputError as error:
        there.send(type(error)(error.what, where=error.where, mend=error.mend))
    except MemoryError:
        there.send(
            TooLarge(
                said(
                    "reading needed more than {megabytes} MB of memory and was stopped.",
                    megabytes=file.settings.read_megabytes,
                ),
                where=file.name,
                mend="Hand in a smaller file, or raise ROPA_READ_MEGABYTES.",
            )
        )
    except RecursionError:
        there.send(TooLarge("the file nests too deep to be read.", where=file.name, mend="Hand in the plain text."))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, AssertionError) as error:
        there.send(
            UnreadableFile(
                said("the file is damaged ({kind}).", kind=type(error).__name__),
                where=file.name,
                mend="Open it and save it again.",
            )
        )


def _in_use() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return 0
    return pages * resource.getpagesize()
