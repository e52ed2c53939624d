"""Reads `shapes/`: rule files to Rule, SHACL to a tree, SPARQL of shapes to a tree. Checks nothing against data."""

from ropa.rules.book import LANGUAGES, RuleBook, load, read_rule
from ropa.rules.plain import plain_book
from ropa.rules.reading import shapes

__all__ = ["LANGUAGES", "RuleBook", "load", "plain_book", "read_rule", "shapes"]
