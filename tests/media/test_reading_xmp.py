"""What is read of an XMP packet."""

import pytest

from media.metadata.found import UNSTATED, Found
from media.metadata.packet import write_packet
from media.metadata.reading_xmp import MOST_BYTES, read_xmp
from tests.media.metadata_files import AI_FACTS

NAMESPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
    'xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
    'xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
)
GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def packet(properties: str = "", attributes: str = "") -> bytes:
    return (
        f"<rdf:RDF {NAMESPACES}><rdf:Description rdf:about='' {attributes}>{properties}"
        "</rdf:Description></rdf:RDF>"
    ).encode()


def alternatives(name: str, **texts: str) -> str:
    items = "".join(
        f'<rdf:li xml:lang="{tag.replace("_", "-")}">{text}</rdf:li>' for tag, text in texts.items()
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def test_what_we_write_is_read_again():
    found = read_xmp(write_packet(AI_FACTS))
    assert found.digital_source_type == "trainedAlgorithmicMedia"
    assert (found.ai_system, found.credit) == (AI_FACTS.ai_system, AI_FACTS.credit)
    assert (found.creator, found.copyright) == (AI_FACTS.creator, AI_FACTS.rights)
    assert found.usage_terms == AI_FACTS.usage_terms
    assert found.alt == {UNSTATED: "Гавань на рассвете"} | AI_FACTS.alt
    assert found.caption == {UNSTATED: "Порт открыт вновь"} | AI_FACTS.description
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("<photoshop:Credit>Reuters</photoshop:Credit>", "credit", "Reuters"),
        ("<dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator>", "creator", "A, B"),
        ("<dc:creator>A. Person</dc:creator>", "creator", "A. Person"),
        (alternatives("dc:rights", ru="© Орда", x_default="© Orda"), "copyright", "© Orda"),
        (alternatives("xmpRights:UsageTerms", en="Ask first"), "usage_terms", "Ask first"),
        ("<xmpRights:WebStatement rdf:resource='https://a.example/'/>", "usage_terms", "https://a.example/"),
        ("<photoshop:DateCreated>2026-05-01T09:30</photoshop:DateCreated>", "captured_at", "2026-05-01T09:30:00"),
        ("<exif:DateTimeOriginal>2026-05-01T09:30:05.21+05:00</exif:DateTimeOriginal>", "captured_at",
         "2026-05-01T09:30:05+05:00"),
        ("<photoshop:DateCreated>2026</photoshop:DateCreated>", "captured_at", ""),
        (alternatives("core:AltTextAccessibility", kk="Айлақ"), "alt", {"kk": "Айлақ"}),
        ("<ext:AISystemUsed>DALL·E</ext:AISystemUsed><ext:AISystemVersionUsed>3</ext:AISystemVersionUsed>",
         "ai_system", "DALL·E 3"),
        ("<ext:AISystemUsed>Grok 3</ext:AISystemUsed><ext:AISystemVersionUsed>3</ext:AISystemVersionUsed>",
         "ai_system", "Grok 3"),
    ],
)  # fmt: skip
def test_each_property_is_read_as_programs_write_it(written, name, value):
    assert getattr(read_xmp(packet(written)), name) == value


def test_a_property_may_be_an_attribute():
    found = read_xmp(
        packet(attributes=f'photoshop:Credit="Orda" ext:DigitalSourceType="{GENERATED}"')
    )
    assert (found.credit, found.digital_source_type) == ("Orda", "trainedAlgorithmicMedia")


@pytest.mark.parametrize(
    ("given", "term"),
    [
        (GENERATED.replace("http:", "https:"), "trainedAlgorithmicMedia"),
        ("trainedAlgorithmicMedia", "trainedAlgorithmicMedia"),
        (GENERATED.replace("trainedAlgorithmicMedia", "digitalArt"), "digitalCreation"),
    ],
)
def test_a_source_type_is_known_in_the_ways_it_is_written(given, term):
    written = f"<ext:DigitalSourceType>{given}</ext:DigitalSourceType>"
    assert read_xmp(packet(written)).digital_source_type == term


def test_a_strange_source_type_is_remarked_and_left_out():
    found = read_xmp(packet("<ext:DigitalSourceType>made by hand</ext:DigitalSourceType>"))
    assert found.digital_source_type == ""
    assert "“made by hand” is no term" in found.remarks[0]


def test_what_is_said_of_ingredients_is_not_said_of_the_picture():
    inner = f"<rdf:Description><ext:DigitalSourceType>{GENERATED}</ext:DigitalSourceType></rdf:Description>"
    found = read_xmp(packet(f"<xmpMM:DerivedFrom>{inner}</xmpMM:DerivedFrom>"))
    assert found.digital_source_type == ""


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"<x", "is broken"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "is broken"),
        (b" " * (MOST_BYTES + 1), "is larger than 64 KB"),
    ],
)
def test_a_packet_that_cannot_be_read_is_left_out_but_for_ai(content, fault):
    assert read_xmp(content) == Found(remarks=(f"The file's XMP {fault}: it was left out.",))
    assert read_xmp(content + GENERATED.encode()).digital_source_type == "trainedAlgorithmicMedia"
