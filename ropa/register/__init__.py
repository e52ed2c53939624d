"""The use cases: what a user does with the register, composed of all that lies below."""

from ropa.register.changes import FileOutcome, import_file, refresh_findings
from ropa.register.checking import Check
from ropa.register.extracting import extract
from ropa.register.registry import Registry
from ropa.register.removing import erase, remove, restore
from ropa.register.rule_sets import rule_book
from ropa.register.summary import RecordSummary
from ropa.register.waivers import waive

__all__ = [
    "Check",
    "FileOutcome",
    "RecordSummary",
    "Registry",
    "erase",
    "extract",
    "import_file",
    "refresh_findings",
    "remove",
    "restore",
    "rule_book",
    "waive",
]
