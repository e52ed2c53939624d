"""The record of a controller and of a processor, in full and in summary: what Art. 30 asks, gaps told apart."""

from ropa.rdf import Literal, Triple, iri
from ropa.rendering import tables
from ropa.store.embedded import EmbeddedStore
from tests.reports.report_examples import cells, table_of


def test_article_30_1_tells_each_point(kaarna: EmbeddedStore) -> None:
    table = table_of(kaarna, "article-30-controller")
    assert [row[0][0] for row in table.rows] == ["Managing electricity contracts (KS-01-A)", "Newsletter (KS-01-B)"]
    contracts, newsletter = cells(table, 0), cells(table, 1)
    assert "Controller: Kaarna Sähkö Oy" in contracts["activity"]
    assert "Unit: Customer relations" in contracts["activity"]
    assert len(contracts["purposes"]) == 2 and contracts["subjects"] == ("Customers",)
    assert len(contracts["data"]) == 6
    assert [line.partition(" (")[0] for line in contracts["recipients"]] == [
        "Tax Administration",
        "Laskukanto Oy",
        "Nimbus Hosting Inc.",
    ]
    assert "processor" in contracts["recipients"][1] and "sub-processor" in contracts["recipients"][2]
    (transfer,) = contracts["transfers"]
    assert "Nimbus Hosting Inc." in transfer and "Article 46(2)(c)" in transfer
    assert contracts["retention"][0].startswith("3 years") and "6 years" in contracts["retention"][1]
    assert len(contracts["measures"]) == 2
    assert newsletter["recipients"] == ("No recipients",)
    assert newsletter["transfers"] == ("No transfers to third countries",)
    (block,) = table.blocks
    assert block.heading == "Kaarna Sähkö Oy"
    told = dict(block.entries)
    assert told["Business ID"] == ("9000001-1",) and told["Address"] == ("Tuohitie 4, 00001 Koivula",)
    assert told["Contact details"] == ("kaarna@kaarna.example", "+358 20 000 0000")
    assert "tietosuoja@kaarna.example" in told["Data protection officer"][0]


def test_article_30_2_turns_engagements_round(kaarna: EmbeddedStore) -> None:
    table = table_of(kaarna, "article-30-processor", processor="9000003-8")
    assert [row[0] for row in table.rows] == [
        ("Billing service", "Laskukanto Oy", "From the controller’s register"),
    ]
    billing = cells(table, 0)
    assert billing["clients"][:2] == ("Kaarna Sähkö Oy", "9000001-1")
    assert "Data protection officer: tietosuoja@kaarna.example" in billing["clients"]
    assert len(billing["processing"]) == 2
    assert [block.heading for block in table.blocks] == ["Laskukanto Oy"]


def test_article_30_2_reads_a_processors_own_record(gaps: EmbeddedStore) -> None:
    table = table_of(gaps, "article-30-processor", processor="service-oy-fi")
    assert [row[0] for row in table.rows] == [("Payroll", "Service Oy", "From the processor’s own record")]
    payroll = cells(table, 0)
    assert payroll["clients"][0] == "Client Oy" and "Representative: Rep Oy" in " ".join(payroll["clients"])
    assert payroll["transfers"] == ("No transfers to third countries",)
    assert payroll["measures"] == ("Encryption in transit and at rest",)


def test_gaps_negatives_and_vague_words_are_told_apart(gaps: EmbeddedStore) -> None:
    table = table_of(gaps, "article-30-controller")
    odd, bare = cells(table, 0), cells(table, 1)
    assert table.untold == "Not recorded"
    for key in ("purposes", "subjects", "data", "recipients", "transfers", "retention", "measures"):
        assert bare[key] == ()
        assert table.lines(table.rows[1], [c.key for c in table.columns].index(key)) == ("Not recorded",)
    assert odd["transfers"] == ("Country not told: no ground for the transfer told",)
    assert odd["retention"] == ("Indefinite retention: ‘as long as needed’",)
    assert odd["recipients"] == ("Partners (processor, not specified)",)


def test_a_summary_draws_a_register_together_and_lists_its_rows_first(kaarna: EmbeddedStore) -> None:
    table = table_of(kaarna, "article-30-controller-summary")
    (register,) = table.rows
    told = cells(table, 0)
    assert told["activities"] == ("Managing electricity contracts", "Newsletter")
    assert "No recipients" not in told["recipients"] and len(told["recipients"]) == 3
    assert told["transfers"] == ("United States",)
    assert table.contents == ("Customer register (KS-01) – Kaarna Sähkö Oy",)
    assert table.contents[0].startswith(register[0][0])
    full = table_of(kaarna, "article-30-controller")
    assert len(full.contents) == len(full.rows) == 2
    page = tables.render(full, "html").decode()
    assert page.count('<a href="#row-') == page.count('<tr id="row-') == 2


def test_an_activity_without_a_title_goes_by_its_registers_name() -> None:
    record, title = iri("https://ropa.example/record/x"), iri("dct:title")
    activity = iri("https://ropa.example/record/x/activity/main")
    store = EmbeddedStore()
    facts = [
        Triple(record, iri("rdf:type"), iri("ropa:Register")),
        Triple(record, title, Literal("Members", language="en")),
        Triple(record, iri("ropa:hasActivity"), activity),
        Triple(activity, iri("rdf:type"), iri("ropa:ProcessingActivity")),
        *(Triple(record, iri("dpv:hasRight"), iri(f"eu-gdpr:A{n}")) for n in (21, 15, 7)),
        Triple(record, iri("dpv:hasRight"), iri("eu-gdpr:A7-3")),
    ]
    store.replace({record.value: facts})
    table = table_of(store, "article-30-controller")
    assert table.rows[0][0] == ("Members", "Register: Members") and table.contents == ("Members",)
    rights = cells(table_of(store, "rights"), 0)["rights"]
    assert [line.rpartition("Article ")[2].rstrip(")") for line in rights] == ["7", "7(3", "15", "21"]
