"""The command line: verb commands, each a few lines over `ropa.register`. Holds no domain logic.

Exit codes: 0 fine, 1 findings, 2 failed. What fails says in one line what, where and how to mend it.
"""

from ropa.cli.program import main, program

__all__ = ["main", "program"]
