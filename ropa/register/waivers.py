"""Findings that a person has accepted: a reason, a role and a last day, as facts beside what they concern.

A waiver hides nothing: the finding stays, marked, in every list and report, and counts again after that day.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from ropa import mapping
from ropa.errors import BadParameter, NotFound, said
from ropa.mapping import settle
from ropa.model import Finding, Iri, Text, Waiver
from ropa.rdf import Triple
from ropa.register import accepted
from ropa.register.accepted import WAIVERS
from ropa.register.changes import write
from ropa.register.registry import Registry
from ropa.validation.report import key

COLUMNS = ("code", "place", "until", "role", "reason")


def waive(register: Registry, name: str, code: str, reason: str, role: str, until: date) -> int | None:
    """Accepts the findings of a code on a record, its notices and parties until a day. Returns the change number.

    Raises NotFound where there is no such finding, BadParameter where reason or role is missing, or the day is past
    or too far.
    """
    if not reason.strip() or not role.strip():
        raise BadParameter("a waiver needs a reason and a role.", mend="Give --reason and --role.")
    if until < date.today():
        raise BadParameter(said("{until} is past.", until=until), mend="Give a day to come with --until.")
    last = accepted.latest(date.today())
    if until > last:
        raise BadParameter(
            said("a waiver cannot last longer than {years} years.", years=accepted.LONGEST),
            mend=said("Give a day up to {last}.", last=last),
        )
    record, read_at = register.find(name), register.ledger.journal.head().sequence
    own = [f for f in register.check([record]).findings if f.code == code and not f.waived_until]
    if not own:
        raise NotFound(
            said("there is no open finding {code} on {name}.", code=code, name=name),
            mend=said("'ropa check {name}' shows what there is.", name=name),
        )
    changes: dict[str, list[Triple]] = {}
    for finding in own:
        graph = (finding.record or register.settings.base) + WAIVERS
        changes.setdefault(graph, list(register.ledger.journal.state(graph)))
        changes[graph] += mapping.triples(_waiver(finding, graph, reason, role, until, register.settings.language))
    return write(register, changes, f"waive {code}", read_at)


def told(register: Registry, name: str) -> list[list[str]]:
    """What has been accepted about a record, its notices and parties: rows of `COLUMNS`, the latest last."""
    record = register.known(name)
    around = {record}
    with suppress(NotFound):  # where it was removed
        around = register.around(record)
    codes = {rule.iri: rule.code for rule in register.rules.book().rules}
    rows = []
    for waiver in accepted.waivers(register.facts):
        if waiver.iri.partition(f"{WAIVERS}/")[0] in around:
            focus = (waiver.focus or "").removeprefix(f"{register.settings.base}/")
            words = ("; ".join(text.value for text in told) for told in (waiver.roles, waiver.reasons))
            rows.append([codes.get(waiver.rule or "", ""), focus, str(waiver.last_valid_day or ""), *words])
    return sorted(rows, key=lambda row: row[2])


def _waiver(finding: Finding, graph: str, reason: str, role: str, until: date, language: str) -> Waiver:
    waiver = Waiver(
        iri=f"waiver/{key(finding)}-{until}",
        rule=Iri(finding.shape),
        focus=Iri(finding.focus),
        value=Text(finding.value) if finding.value else None,
        reasons=(Text(reason, language),),
        roles=(Text(role, language),),
        last_valid_day=until,
    )
    return settle(waiver, graph)
