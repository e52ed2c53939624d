"""Three registers called "Asiakasrekisteri" in one answer: whose each is stands beside the name, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa import resources
from ropa.register import Registry, answers, apart, import_file
from ropa.settings import Settings

NAMES = ("enexus-asiakasrekisteri", "safrent-asiakasrekisteri", "kipina-staff")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory):
    home: Path = tmp_path_factory.mktemp("apart")
    with Registry.open(Settings(home=home), writing=True) as opened:
        for name in NAMES:
            assert not import_file(opened, resources.data() / "registers" / f"{name}.trig").error
        yield opened


@pytest.mark.parametrize(
    ("language", "shared", "alone"),
    [
        ("fi", "Asiakasrekisteri", "Työnhakija- ja henkilöstörekisteri"),
        ("sv", "Kundregister", "Register över arbetssökande och personal"),
        ("en", "Customer register", "Register of job applicants and staff"),
    ],
)
def test_records_called_the_same_are_told_apart_by_their_controller(register, language, shared, alone):
    answer = register.ask("data-subject-categories", {})
    _, rows = answers.readable(answer, language, apart.naming(register, answer, language))
    told = {cell for row in rows for cell in row}
    assert {f"{shared} (eNexus Oy)", f"{shared} (Safrent Oy)", alone} <= told
    assert shared not in told


def test_where_the_controller_has_a_column_of_its_own_nothing_is_added(register):
    answer = register.ask("list-records", {})
    _, rows = answers.readable(answer, "fi", apart.naming(register, answer, "fi"))
    assert {row[0] for row in rows} == {"Asiakasrekisteri", "Työnhakija- ja henkilöstörekisteri"}


def test_activities_are_told_apart_where_no_record_is_shown(register):
    found = {f"https://ropa.example/record/{name}/activity/1" for name in NAMES}
    found |= {iri for iri in _activities(register) if "/kipina-staff/" not in iri}
    told = apart.names(register, found, "fi")
    assert told
    assert all(name.endswith(("(eNexus Oy)", "(Safrent Oy)")) for name in told.values())
    assert not any("kipina-staff" in iri for iri in told)


def test_days_and_periods_are_written_as_people_write_them(register):
    answer = register.ask("retention-schedule", {})
    told = {cell for row in answers.readable(answer, "fi", register.name_of)[1] for cell in row}
    assert "10\N{NO-BREAK SPACE}vuotta" in told
    assert not any(cell.startswith("P1") for cell in told)
    answer = register.ask("list-records", {})
    assert any("20.2.2020" in row for row in answers.readable(answer, "sv", register.name_of)[1])
    assert any("2020-02-20" in row for row in answers.readable(answer, "en", register.name_of)[1])


def _activities(register):
    return {activity.iri for each in register.dossiers() for activity in each.record.activities}


def test_one_alone_in_an_answer_is_told_apart_from_those_of_the_register(register):
    one, other = (f"https://ropa.example/record/{name}" for name in ("safrent-asiakasrekisteri", "kipina-staff"))
    assert apart.names(register, [one, other], "fi") == {one: "Asiakasrekisteri (Safrent Oy)"}


def test_a_tools_provider_beside_a_record_does_not_tell_whose_it_is(register):
    answer = register.ask("cookie-tools", {})
    _, rows = answers.readable(answer, "fi", apart.naming(register, answer, "fi"))
    assert {row[0] for row in rows} >= {"Asiakasrekisteri (eNexus Oy)", "Asiakasrekisteri (Safrent Oy)"}
