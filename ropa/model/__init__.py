"""What a register of processing activities consists of: frozen dataclasses, each field with its RDF property.

The single place that says which field is which property; `mapping.py` reads and writes triples from it, and
the spreadsheets, forms, drift comparison and exchange form follow. Holds no law: a field that the law demands
may be empty here, `shapes/` says what that means.

A node's `iri` is absolute, or relative to the IRI of the graph it lies in ("activity/orders"; "" is the graph's
own node). `types` are its classes in a record, `stated` its one class in the twin that a notice says.
"""

from ropa.model.base import Duration, Iri, Node, Text
from ropa.model.breach import Breach
from ropa.model.detail import (
    Assessment,
    AutomatedDecision,
    Contract,
    DataGroup,
    Disclosure,
    Engagement,
    Measure,
    PurposeBasis,
    Retention,
    RightsProcedure,
    Source,
    Transfer,
)
from ropa.model.finding import Finding, Rule, Severity, Waiver
from ropa.model.notice import Concept, Dossier, Evidence, Notice, Reading, Section
from ropa.model.party import Address, Contact, Party
from ropa.model.record import Activity, ProcessorRecord, Record, Service

__all__ = [
    "Activity",
    "Address",
    "Assessment",
    "AutomatedDecision",
    "Breach",
    "Concept",
    "Contact",
    "Contract",
    "DataGroup",
    "Disclosure",
    "Dossier",
    "Duration",
    "Engagement",
    "Evidence",
    "Finding",
    "Iri",
    "Measure",
    "Node",
    "Notice",
    "Party",
    "ProcessorRecord",
    "PurposeBasis",
    "Reading",
    "Record",
    "Retention",
    "RightsProcedure",
    "Rule",
    "Section",
    "Service",
    "Severity",
    "Source",
    "Text",
    "Transfer",
    "Waiver",
]
