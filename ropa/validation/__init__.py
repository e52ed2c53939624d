"""Shapes compiled to SPARQL, run on a flat copy of the facts; pySHACL as the reference.

book = rules.load(resources.shapes())
program = compile_book(book, day)            # or compile_shapes(triples) for any SHACL
facts = flat(store, day)                     # or Facts() with .ground(triples)
findings = check(program, facts)
message(findings[0], book, "fi")
"""

from ropa.validation.check import check
from ropa.validation.compiler import Program, compile
from ropa.validation.facts import Facts, empty, flat
from ropa.validation.incremental import Checker
from ropa.validation.messages import message
from ropa.validation.report import report

__all__ = [
    "Checker",
    "Facts",
    "Program",
    "check",
    "compile",
    "compile_book",
    "compile_shapes",
    "empty",
    "flat",
    "message",
    "report",
]
