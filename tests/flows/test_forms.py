"""Every form of a flow, in every language: well-formed, complete, the same bytes twice, names escaped."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import networkx as nx
import pytest

from ropa import flows
from ropa.errors import BadParameter
from ropa.flows import Fault, Flow, Ground, Kind, Links, Passage, Place, Reason, Role, Stream
from ropa.flows.boxes import is_crossing
from ropa.flows.layout import layout
from ropa.model import Text
from tests.flows.flow_examples import party

LANGUAGES = ("fi", "sv", "en")
SVG = "{http://www.w3.org/2000/svg}"


def test_all_forms_are_found() -> None:
    assert set(flows.formats()) >= {"svg", "json", "graphml", "dot", "mermaid", "html"}
    with pytest.raises(BadParameter):
        flows.media_type("png")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", flows.formats())
def test_same_flow_same_bytes(form: str, language: str, by_hand: Flow) -> None:
    first = flows.render(by_hand, form, language)
    shuffled = Flow(by_hand.places, by_hand.streams, by_hand.title)
    assert flows.render(shuffled, form, language) == first
    assert b"Pilvi" in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_svg_says_what_it_shows(language: str, by_hand: Flow) -> None:
    root = ET.fromstring(flows.svg(by_hand, language))
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    drawn = {g.get("data-key") for g in root.iter(f"{SVG}g") if g.get("data-key")}
    assert drawn == {place.key for place in by_hand.places}
    gates = [g.get("class") for g in root.iter(f"{SVG}g") if (g.get("class") or "").startswith("gate")]
    assert sorted(gates) == sorted(f"gate {g}" for g in ("stated", "stated", "missing", "missing", "conditional"))


def test_svg_needs_nothing_from_elsewhere(by_hand: Flow) -> None:
    text = flows.svg(by_hand, "fi").decode().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"(href|src|@import|url\((?!#))", text)
    assert "prefers-color-scheme:dark" in text


def test_colours_are_plain_and_dark_ones_follow(by_hand: Flow) -> None:
    """Viewers without CSS variables paint what they do not know black."""
    drawn = {"layers": flows.svg(by_hand, "en").decode()}
    drawn |= {view: flows.picture(by_hand, view, "en").svg for view in flows.view_names() if view != "layers"}
    assert len(drawn) >= 4
    for view, text in drawn.items():
        assert "var(" not in text and "--" not in text.partition("</style>")[0].partition("<style>")[2], view
        light, _, dark = text.partition("</style>")[0].partition("@media (prefers-color-scheme:dark){")
        painted = re.findall(r"([^{}\n]+)\{[^{}]*(?:fill|stroke):[^{}]*\}", light)
        assert len(painted) >= 10
        assert [selector for selector in painted if f"{selector}{{" not in dark] == [], view


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_box_or_gate_covers_another_and_no_line_of_text_leaves_its_box(
    language: str, by_hand: Flow, kaarna: Flow, large: Flow
) -> None:
    from ropa.flows.measure import width

    for flow in (by_hand, kaarna, flows.condense(large)):
        drawing = layout(flow, language)
        areas = [(b.x, b.y, b.width, b.height) for b in drawing.boxes]
        areas += [(g.x, g.y, g.width, g.height) for g in drawing.gates]
        for n, (x, y, w, h) in enumerate(areas):
            assert x >= 0 and x + w <= drawing.width + 0.1
            assert y >= 0 and y + h <= drawing.height + 0.1
            for other_x, other_y, other_w, other_h in areas[n + 1 :]:
                apart = x + w <= other_x or other_x + other_w <= x or y + h <= other_y or other_y + other_h <= y
                assert apart
        for box in drawing.boxes:
            assert all(width(line, 15.5) <= box.width - 20 for line in box.name_lines), box.name_lines


def test_what_lies_outside_stands_below_the_border(by_hand: Flow) -> None:
    drawing = layout(by_hand, "en")
    for box in drawing.boxes:
        assert (box.y > drawing.border_y) is box.place.is_outside, box.full_name


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_is_node_link_and_complete(language: str, by_hand: Flow) -> None:
    content = json.loads(flows.render(by_hand, "json", language))
    graph = nx.node_link_graph(content, edges="links")
    assert graph.number_of_nodes() == len(by_hand.places)
    assert graph.number_of_edges() == len(by_hand.streams)
    assert all(node["label"] for node in content["nodes"])


def test_graphml_opens_in_networkx(by_hand: Flow) -> None:
    graph = nx.parse_graphml(flows.render(by_hand, "graphml", "en").decode())
    assert set(graph.nodes) == {place.key for place in by_hand.places}
    assert graph.number_of_edges() == len(by_hand.streams)


def test_dot_and_mermaid_name_every_place_and_the_grounds(by_hand: Flow) -> None:
    dot = flows.render(by_hand, "dot", "en").decode()
    mermaid = flows.render(by_hand, "mermaid", "en").decode()
    for text in (dot, mermaid):
        assert "No transfer ground recorded" in text
    assert dot.count("->") == len(by_hand.streams)
    assert len(re.findall(r"^  n\d+ -", mermaid, re.M)) == len(by_hand.streams)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_row_for_every_stream(language: str, by_hand: Flow) -> None:
    table = flows.table(by_hand, language)
    assert len(table.rows) == len(by_hand.streams)
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert all(row.cells[0] and row.cells[1] and row.cells[2] for row in table.rows)


def test_names_lead_to_the_register_and_to_nothing_else(by_hand: Flow) -> None:
    for base, count in (("https://ropa.example", 3), ("https://other.example", 0), ("urn:register", 0), ("", 0)):
        flow = replace(by_hand, links=Links(base, "", "?language=fi"))
        root = ET.fromstring(flows.svg(flow, "fi"))
        targets = {a.get("href") or "" for a in root.iter(f"{SVG}a")}
        assert len(targets) >= count
        assert bool(targets) is bool(count)
        assert all(re.fullmatch(r"/(party|record)/[\w./-]+\?language=fi", target) for target in targets)
        assert root.get("role") == ("group" if count else "img")


def test_each_group_leads_to_its_members(large: Flow) -> None:
    page = flows.render(large, "html", "en").decode()
    anchors = set(re.findall(r'<a href="#([\w-]+)"', page))
    assert anchors == set(re.findall(r'<dl id="([\w-]+)">', page))
    assert len(anchors) == sum(bool(place.members) for place in flows.condense(large).places) > 3
    assert b'href="#' not in flows.svg(large, "en")


def test_a_group_is_drawn_one_by_one_when_opened(large: Flow) -> None:
    group = next(place for place in flows.condense(large).places if place.members and len(place.members) < 100)
    opened = replace(large, opened=frozenset({group.key}), links=Links("https://ropa.example", "", ""))
    keys = {place.key for place in flows.condense(opened).places}
    assert {*group.members} <= keys
    assert group.key not in keys
    assert sum(s.count for s in flows.condense(opened).streams) == len(large.streams)
    closed = replace(opened, opened=frozenset())
    assert f"open={group.key.replace(':', '%3A')}" in flows.render(closed, "html", "en").decode()
    assert "open=" not in flows.render(large, "html", "en").decode(), "no server, no link"
    assert all(f'data-key="{key}"' in flows.svg(opened, "en").decode() for key in group.members)


def test_names_cannot_break_out(by_hand: Flow) -> None:
    page = flows.render(by_hand, "html", "en").decode()
    assert "Mail <Big>" not in page
    assert "Mail &lt;Big&gt;" in page


def test_a_large_flow_is_condensed_and_loses_nobody(large: Flow) -> None:
    assert len(large.places) > 1000
    shown = flows.condense(large)
    assert len(shown.places) <= 40
    members = [key for place in shown.places for key in (place.members or (place.key,))]
    assert sorted(members) == [place.key for place in large.places]
    assert sum(s.count for s in shown.streams) == len(large.streams)
    crossing = [s for s in shown.streams if is_crossing(shown, s) and s.worst is Ground.MISSING]
    assert crossing, "the missing grounds must stay visible"
    assert {p.iri for p in shown.places if p.role is Role.COUNTRY and p.is_outside} == {
        p.iri for p in large.places if p.role is Role.COUNTRY and p.is_outside
    }


def test_mermaid_reads_no_markup_in_names(by_hand: Flow) -> None:
    places = tuple(
        replace(place, names=(Text('#1 <b>"x"</b>\n`y` & z'),)) if place.iri == party("cloud") else place
        for place in by_hand.places
    )
    text = flows.render(replace(by_hand, places=places, title=(Text('C:\\ "x"\ny'),)), "mermaid", "en").decode()
    assert '["#35;1 #lt;b#gt;#quot;x#quot;#lt;/b#gt; #96;y#96; #amp; z"]' in text
    assert 'C:\\\\ \\"x\\"\\ny' in text.splitlines()[1]


def test_a_deep_chain_is_grouped_until_it_fits_a_glance() -> None:
    countries = [f"https://w3id.org/dpv/loc#{code}" for code in ("US", "GB", "IN")]
    chain = [
        Place(
            f"sub-processor:{depth}-{n}",
            Role.SUB_PROCESSOR,
            depth,
            f"p:{depth}-{n}",
            countries=(country,),
            is_outside=True,
        )
        for depth in range(2, 8)
        for n, country in enumerate(countries * 4)
    ]
    shown = flows.condense(Flow(tuple(sorted(chain, key=lambda place: place.key)), ()))
    assert len(chain) == 72
    assert len(shown.places) == 18
    assert all(len(place.members) == 4 and len(place.countries) == 1 for place in shown.places)


@pytest.mark.parametrize(("language", "words"), [("fi", "tarkistus"), ("sv", "kontrollen"), ("en", "the check")])
def test_the_legend_says_how_the_check_takes_a_transfer_to_nobody(language: str, words: str) -> None:
    doubtful = Passage("loc:US", Ground.UNPROVEN, ("a",), faults=(Fault(Reason.SHARED),))
    ends = (
        Place("activity:a", Role.ACTIVITY, iri="a"),
        Place("country:us", Role.COUNTRY, iri="loc:US", is_outside=True),
    )
    stream = Stream("activity:a", "country:us", Kind.TRANSFER, passages=(doubtful,))
    assert words in flows.svg(Flow(ends, (stream,)), language).decode()
    other = replace(stream, passages=(replace(doubtful, faults=(Fault(Reason.UNCERTIFIED, "a"),)),))
    assert words not in flows.svg(Flow(ends, (other,)), language).decode()
