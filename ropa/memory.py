"""How much memory this process has and may still take, as the system tells it. Sets no limit."""

from __future__ import annotations

import os
import resource
from contextlib import suppress
from pathlib import Path

_GROUP = Path("/sys/fs/cgroup")


def taken() -> int:
    """Bytes of memory that this process has now; 0 where the system does not tell."""
    return _pages(1)


def free() -> int | None:
    """Bytes that this process may still take: of the machine, of its container, under its own limit; None where the
    system tells none of them."""
    found = [each for each in (_of_machine(), _of_container(), _of_limit()) if each is not None]
    return max(0, min(found)) if found else None


def _of_machine() -> int | None:
    with suppress(OSError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None


def _of_container() -> int | None:
    """What a container may have, less what it has; files that are only kept at hand do not count."""
    with suppress(OSError, ValueError):
        most, held = (int((_GROUP / f"memory.{each}").read_text()) for each in ("max", "current"))
        told = dict(line.split() for line in (_GROUP / "memory.stat").read_text().splitlines())
        return most - held + int(told.get("inactive_file", "0"))
    return None


def _of_limit() -> int | None:
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if most == resource.RLIM_INFINITY else most - _pages(0)


def _pages(place: int) -> int:
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[place]) * os.sysconf("SC_PAGE_SIZE")
    return 0
