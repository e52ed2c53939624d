"""Overview, grid, map and chain of a flow, in every form and language: nothing lost, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from ropa import flows, resources, texts
from ropa.errors import BadParameter, NotFound
from ropa.flows import Flow, Links, Role
from ropa.flows.receiving import receivers
from tests.flows.flow_examples import party

LANGUAGES = ("fi", "sv", "en")
VIEWS = ("map", "matrix", "sankey")
SVG = "{http://www.w3.org/2000/svg}"


def test_all_views_are_found() -> None:
    assert flows.view_names() == ("layers", *VIEWS)
    assert set(flows.view_formats("layers")) == set(flows.formats())
    for view, form in (("nix", "svg"), ("map", "dot"), ("layers", "csv")):
        with pytest.raises(BadParameter):
            flows.media_type(form, view)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_well_formed_and_the_same_twice(view: str, language: str, by_hand: Flow, large: Flow) -> None:
    for flow in (by_hand, large, Flow((), ())):
        for form in flows.view_formats(view):
            content = flows.render_view(flow, view, form, language)
            assert content == flows.render_view(flow, view, form, language)
            assert b"None" not in content
            assert b"<Big>" not in content.replace(b"Mail <Big> LLC", b"" if form == "csv" else b"<Big>")
        root = ET.fromstring(flows.render_view(flow, view, "svg", language))
        assert root.find(f"{SVG}title") is not None
        assert root.find(f"{SVG}desc") is not None
        words = "".join(root.itertext()).replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(@import|url\()", words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grid_counts_what_each_party_receives(language: str, by_hand: Flow) -> None:
    found = receivers(by_hand)
    names = [receiver.place.iri.rsplit("/", 1)[-1] for receiver in found if receiver.place.iri]
    assert [name for name in names if name in {"cloud", "mail", "help", "meter"}] == [
        "cloud", "mail", "help", "mail", "meter",
    ]  # fmt: skip
    rows = list(csv.reader(io.StringIO(flows.render_view(by_hand, "matrix", "csv", language).decode("utf-8-sig"))))
    assert len(rows) == 3, "two categories of data"
    assert all(len(row) == 6 for row in rows)
    by_party = dict(zip([head.partition(" (")[0] for head in rows[0][1:]], rows[1][1:], strict=True))
    assert by_party["Pilvi & Poika Oy"] == "1"
    assert by_party["Help Desk Pvt Ltd"].startswith("1 (")
    assert by_party["Meter K.K."] == f"1 ({texts.say('flows-state-stated', language)})"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_shows_every_country_and_what_lacks_a_ground(language: str, by_hand: Flow) -> None:
    picture = flows.picture(by_hand, "map", language)
    places = [place for place in by_hand.places if place.role is Role.COUNTRY]
    assert len(picture.rows) == len(places) == 5
    root = ET.fromstring(picture.svg)
    shapes = [path.get("class") for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert sorted(map(str, shapes)) == ["missing", "missing", "stated", "within"]
    bad = {row[0].text for row in picture.rows if row[-1].is_bad}
    assert len(bad) == 2
    share = texts.say("flows-map-share", language, without=1, ways=2)
    (states,) = [row for row in picture.rows if row[-1].text.startswith(f"{share}: ")]
    assert states[-1].is_bad
    assert share in picture.svg


@pytest.mark.parametrize(("language", "others"), [("fi", "Muut"), ("sv", "Övriga"), ("en", "Others")])
def test_the_overview_folds_the_smaller_and_lists_each_of_them(large: Flow, language: str, others: str) -> None:
    picture = flows.picture(large, "sankey", language)
    targets = {row[1].text for row in picture.rows} | {row[0].text for row in picture.rows}
    folded = re.search(rf"{others} \((\d+)\)", picture.svg)
    assert folded is not None and int(folded[1]) > 10
    assert not any(text.startswith(f"{others} (") for text in targets)
    names = picture.description.rpartition(": ")[2].removesuffix(".").split(", ")
    assert set(names) - {"…"} <= targets
    assert len(set(names)) == min(int(folded[1]), 41)
    assert sum(row[3].is_bad for row in picture.rows) >= 3
    assert {texts.label(f"https://w3id.org/dpv/loc#{code}", language) for code in ("US", "IN", "FI")} <= targets


def test_an_overview_of_few_folds_none(by_hand: Flow) -> None:
    picture = flows.picture(by_hand, "sankey", "en")
    assert "Others (" not in picture.svg and "one by one" not in picture.description


def test_the_chain_leads_to_one_organisation_and_on(by_hand: Flow) -> None:
    found = flows.chain(by_hand, party("help"))
    assert {place.iri.rsplit("/", 1)[-1] for place in found.places} == {"me", "sales", "cloud", "help", "loc#IN"} or {
        place.role for place in found.places
    } == {Role.CONTROLLER, Role.ACTIVITY, Role.PROCESSOR, Role.SUB_PROCESSOR, Role.COUNTRY}
    assert party("mail") not in {place.iri for place in found.places}
    everywhere = flows.chain(by_hand, party("mail"))
    activities = {place.iri.rsplit("/", 1)[-1] for place in everywhere.places if place.role is Role.ACTIVITY}
    assert activities == {"sales", "website"}
    assert flows.svg(found, "fi") == flows.svg(flows.chain(by_hand, party("help")), "fi")
    with pytest.raises(NotFound):
        flows.chain(by_hand, party("me"))


@pytest.mark.parametrize("view", ["matrix", "sankey"])
def test_names_in_views_lead_to_the_register(view: str, by_hand: Flow) -> None:
    linked = replace(by_hand, links=Links("https://ropa.example", "", ""))
    for form in ("svg", "html"):
        targets = set(re.findall(r'href="([^"]*)"', flows.render_view(linked, view, form, "en").decode()))
        assert {"/party/cloud", "/party/mail", "/party/help", "/party/meter"} <= targets
        assert "href" not in flows.render_view(by_hand, view, form, "en").decode()


def test_the_outlines_are_those_that_the_provenance_tells_of() -> None:
    folder = resources.within("flows", "world")
    world = json.loads((folder / "outlines.json").read_text())
    assert len(world["outlines"]) > 170
    assert set(world["outlines"]) <= set(world["centres"])
    assert all(re.fullmatch(r"M[Mlz\d. -]+z", path) for path in world["outlines"].values())
    assert (folder / "outlines.json").stat().st_size < 150_000
    assert "Natural Earth" in (folder / "README.md").read_text()
    assert "Bostock" in (folder / "LICENSE-world-atlas").read_text()
