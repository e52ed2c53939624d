"""Notices in running text without a heading, read by what their sentences answer; template text left in a section."""

from __future__ import annotations

import pytest

from tests.importing.sample import AROUND, exchanged

PROSE = {
    "en": """Quarry Haulage Oy - register of consignees - Description of privacy protection

This description was made on 3 March 2021 and concerns the register that the office of the company keeps of deliveries.

The keeper of the register is Quarry Haulage Oy, business ID 9100132-3, Rantatie 1, 99990 Sorsala, Finland. Questions about the register are answered by the transport manager, ajo@quarry.example.

The data is used so that goods can be taken to the right place, and the basis of the processing is the contract of carriage with the customer. Without an address and a phone number we cannot deliver the goods.

Of the consignee is saved the name, the delivery address, the phone number and the email address, and nothing beside these.

The data is obtained from the customer in connection with the order, and sometimes from the sender of the goods.

The data is kept so long as it is necessary, and what is not needed is taken away when the workers have time for that.

You have the right to check the data saved of you and to demand that wrong data is rectified or erased.
""",  # noqa: E501
    "sv": """Så hanterar Björkviks Hembygdsförening rf uppgifter

Registret förs av Björkviks Hembygdsförening rf, Byvägen 9, 99993 Björkvik, och texten är godkänd av styrelsen i mars.

Har du frågor når du föreningens sekreterare på medlem@bjorkvik.example eller per telefon 010 000 2070 på vardagar.

Vi antecknar namn, postadress, e-postadress och födelseår för varje medlem samt vilka kurser medlemmen har deltagit i.

Medlemskapet är ett avtal mellan dig och föreningen, och det är på det avtalet behandlingen av uppgifterna vilar här.

Uppgifterna får vi av dig när du fyller i anmälan. De raderas sex månader efter att du har lämnat föreningen helt.

Du har rätt att få veta vad vi har antecknat om dig, att få fel rättade och att be oss radera uppgifter som är onödiga.
""",
}


@pytest.mark.parametrize("language", PROSE)
def test_sentences_are_sections_of_what_they_answer(language: str) -> None:
    found = exchanged(PROSE[language])
    assert {"controller", "contact", "content", "purpose", "sources", "retention", "rights"} <= found["states"].keys()
    assert found["controller"]["address"] in {"Rantatie 1, 99990 Sorsala", "Byvägen 9, 99993 Björkvik"}
    assert found["legal_bases"] == ["A6(1)(b)"]
    assert len(found["data_categories"]) >= 4
    assert found["sources"]
    assert {"A15", "A16", "A17"} <= set(found["rights"])


FRIENDLY = """# Mitä teemme sillä, mitä kerrot

Hei, hyvä kalamies! Me olemme Kalastustarvike Uistin Oy (Y-tunnus 9100132-3), kauppa osoitteessa Rantatie 1, 99990 Sorsala. Puoti vastaa numerosta 010 000 2080, ja teksti on kirjoitettu 4. toukokuuta 2024.

Kortistossamme ovat vapoja huollattaneet asiakkaat. Kirjoitamme korttiin nimesi, puhelinnumerosi ja osoitteesi sekä kelan mallin, jotta huollettu kela löytää kotiin.

Tarvitsemme näitä, jotta voimme hoitaa huollon ja laskuttaa sen. Käsittely pohjautuu silloin sopimukseen kanssasi. Ilman nimeä ja puhelinnumeroa emme voi ottaa kelaa huoltoon.

Mistä tiedot tulevat, on helppo sanoa. Lähes kaiken kuulemme sinulta itseltäsi, ja joskus numeron antaa kalastusseura, jonka jäsen olet.

Emme kerro tietojasi muille kuin niille, joita ilman työ ei onnistu. Laskut näkee tilitoimisto, ja isot lähetykset vie perille kuljetusliike. Mitään ei lähde Euroopan talousalueen ulkopuolelle.

Pidämme kortin tallessa kolme vuotta viimeisestä huollosta. Sen jälkeen se silputaan, ja tietokone on salasanan takana.

Saat koska tahansa nähdä korttisi ja saada siitä kopion. Korjaamme virheet, ja pyynnöstäsi poistamme tietosi. Jos olet tyytymätön, voit valittaa tietosuojavaltuutetulle.
"""  # noqa: E501


def test_a_letter_below_one_heading_is_read_by_what_its_sentences_answer() -> None:
    found = exchanged(FRIENDLY, "notice.md")
    told = found["states"].keys()
    assert {"controller", "content", "purpose", "sources", "recipients", "transfers", "retention", "rights"} <= told
    assert found["controller"]["name"] == "Kalastustarvike Uistin Oy"
    assert found["date"] == "2024-05-04"
    assert found["retention"]["iso8601_duration"] == "P3Y"
    assert found["sources"][0]["phrase"] == "sinulta itseltäsi"
    assert {"tilitoimisto", "kuljetusliike"} <= {each["phrase"] for each in found["recipients"]}
    assert {"A15", "A16", "A17"} <= set(found["rights"])


def test_a_title_with_dashes_is_no_list() -> None:
    assert exchanged(PROSE["en"])["controller"]["name"] == "Quarry Haulage Oy"


TEMPLATE = (
    "# Dataskyddsbeskrivning\n\n## Registeransvarig\n\nBryggan Ab, Hamngatan 1, 99990 Viken\n\n## Ändamål\n\nAvtal.\n\n"
    "## Personuppgifter\n\n- Namn\n- Adress [lägg till andra uppgifter här]\n\n"
    "## Överföring till tredjeland\n\n[Skriv här om uppgifter överförs utanför EU/EES]\n\n## Lagringstid\n\nTvå år.\n"
)


def test_template_text_says_nothing() -> None:
    found = exchanged(TEMPLATE, "notice.md")
    assert found["states"]["transfers"] == "placeholder"
    assert found["transfers"] == []
    assert [each["phrase"] for each in found["data_categories"]] == ["Namn", "Adress"]


DATA_AND_MORE = (
    "<h1>Privacy notice</h1><h2>Who we are</h2><p>Rantala Rowing Ltd, 22 Harbour Lane, 99990 Rantala</p>"
    "<h2>Whose data, and which</h2><p>This notice is about visitors and contact persons of clients. "
    "About them we keep:</p><ul><li>name</li><li>mobile number</li><li>vehicle registration number</li></ul>"
    "<p>We receive the data from you and from your employer.</p><h2>How long</h2><p>Two years.</p>"
)


def test_a_section_on_data_tells_of_people_and_sources_beside() -> None:
    found = exchanged(DATA_AND_MORE, "notice.html")
    assert [each["phrase"] for each in found["data_subjects"]] == ["visitors", "contact persons of clients"]
    data = [each["phrase"] for each in found["data_categories"]]
    assert data == ["name", "mobile number", "vehicle registration number"]
    assert [each["phrase"] for each in found["sources"]] == ["you", "your employer"]
    assert found["states"]["sources"] == "stated"


def test_a_list_of_people_is_none_of_data() -> None:
    people = "## Registrerade\n\n- Ungdomar\n- Vårdnadshavare\n- Hjälpledare\n\n"
    page = f"# Register\n\n{people}## Uppgifter\n\n- namn\n\n## Tid\n\nTvå år.\n"
    found = exchanged(page, "notice.md")
    assert len(found["data_subjects"]) == 3


CHOIR = {
    "en": """Our choir keeps a list of its singers. We write down the name, address and telephone number of each singer. We need them so that we can send out the concert calendar.

The singers tell us their details themselves when they join. We do not pass the details on to anyone else, but our bank sees who has paid the fee. The list is kept in a locked cupboard and the computer has a password.

We keep the details for two years after a singer leaves. You may ask to see your details and have errors put right. If you are unhappy you can complain to the data protection ombudsman.

Questions are answered by the secretary at the address sorsala@kuoro.example. The list stays in Finland.
""",  # noqa: E501
    "fi": """Kuoromme pitää luetteloa laulajistaan. Kirjoitamme muistiin laulajan nimen, osoitteen ja puhelinnumeron. Tarvitsemme niitä, jotta voimme lähettää konserttikalenterin.

Laulajat kertovat tietonsa itse liittyessään. Emme anna tietoja muille, mutta pankkimme näkee, kuka on maksanut jäsenmaksun. Luettelo on lukitussa kaapissa ja tietokoneella on salasana.

Säilytämme tietoja kaksi vuotta laulajan lähdöstä. Voit pyytää nähdä tietosi ja korjauttaa virheet. Jos olet tyytymätön, voit valittaa tietosuojavaltuutetulle.

Kysymyksiin vastaa sihteeri, sorsala@kuoro.example. Luettelo pysyy Suomessa.
""",  # noqa: E501
    "sv": """Vår kör för en lista över sina sångare. Vi skriver upp namn, adress och telefonnummer. Vi behöver dem för att kunna skicka konsertkalendern.

Sångarna uppger sina uppgifter själva när de går med. Vi ger inte uppgifterna till någon annan, men banken ser vem som har betalat avgiften. Listan finns i ett låst skåp och datorn har ett lösenord.

Vi sparar uppgifterna i två år efter att sångaren slutat. Du får be att se dina uppgifter och få fel rättade. Om du är missnöjd kan du klaga hos dataombudsmannen.

Frågor besvaras av sekreteraren på adressen sorsala@kuoro.example. Listan stannar i Finland.
""",  # noqa: E501
}
SINGERS = {"en": "singers", "fi": "laulajistaan", "sv": "sångare"}
GIVERS = {
    "en": "The singers",
    "fi": "Laulajat kertovat tietonsa itse",
    "sv": "Sångarna uppger sina uppgifter själva",
}
BANK = {"en": {"our bank"}, "fi": {"pankkimme"}, "sv": {"banken"}}


@pytest.mark.parametrize("language", CHOIR)
def test_that_a_list_is_kept_tells_of_people_and_who_tells_us_receives_nothing(language: str) -> None:
    found = exchanged(f"{AROUND[language]} {AROUND[language]}\n\n{CHOIR[language]}")
    assert [each["phrase"] for each in found["data_subjects"]] == [SINGERS[language]]
    assert len(found["data_categories"]) == 3
    assert {each["phrase"] for each in found["recipients"]} == BANK[language]
    assert not any(SINGERS[language] in each["phrase"] for each in found["purposes"])
    assert [each["phrase"] for each in found["sources"]] == [GIVERS[language]]
