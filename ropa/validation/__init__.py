"""Shapes compiled to SPARQL, run on a flat copy of the facts; pySHACL as the reference."""
