"""What was learnt of a register as a whole, kept until somebody else changes it. Knows nothing of what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from ropa.register.registry import Registry

T = TypeVar("T")


class Kept(Generic[T]):
    """One thing for each register that is open, learnt again when the journal has grown by others' rows."""

    def __init__(self, learn: Callable[[Registry], T]) -> None:
        self._learn = learn
        self._by: WeakKeyDictionary[Registry, tuple[int, T]] = WeakKeyDictionary()

    def of(self, register: Registry) -> T:
        """As the register stands."""
        head = register.ledger.journal.head().sequence
        known = self._by.get(register)
        if known is None or known[0] != head:
            known = self._by[register] = (head, self._learn(register))
        return known[1]

    def told(self, register: Registry, tell: Callable[[T], None]) -> None:
        """Takes in a change that was just written; nothing where nothing is kept."""
        known = self._by.get(register)
        if known is not None:
            tell(known[1])
            self._by[register] = (register.ledger.journal.head().sequence, known[1])
