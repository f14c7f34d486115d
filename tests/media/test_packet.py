"""The XMP packet."""

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from media.metadata.packet import MOST_BYTES, Facts, write_packet

URI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def read(facts: Facts):
    return fromstring(write_packet(facts).decode().removeprefix("\ufeff"))


def test_everything_is_said_where_the_standard_says_it():
    root = read(
        Facts(
            digital_source_type=URI,
            ai_system="Grok",
            credit="Photo: Grok AI Generated, ill. purposes.",
            creator="A. Painter",
            rights="© 2026",
            usage_terms="https://news.example/terms",
            alt={"en": "A harbour", "ru": "Гавань"},
            description={"kk": "Айлақ"},
        )
    )
    assert root.findtext(".//ext:DigitalSourceType", namespaces=NAMES) == URI
    assert root.findtext(".//ext:AISystemUsed", namespaces=NAMES) == "Grok"
    assert root.findtext(".//photoshop:Credit", namespaces=NAMES).startswith("Photo: Grok")
    assert root.findtext(".//dc:creator/rdf:Seq/rdf:li", namespaces=NAMES) == "A. Painter"
    assert root.findtext(".//dc:rights/rdf:Alt/rdf:li", namespaces=NAMES) == "© 2026"
    assert (
        root.findtext(".//xmpRights:WebStatement", namespaces=NAMES) == "https://news.example/terms"
    )
    alts = root.findall(".//core:AltTextAccessibility/rdf:Alt/rdf:li", NAMES)
    assert [item.text for item in alts] == ["A harbour", "A harbour", "Гавань"]
    assert root.findtext(".//dc:description/rdf:Alt/rdf:li", namespaces=NAMES) == "Айлақ"


def test_terms_that_are_no_address_are_text():
    root = read(Facts(usage_terms="Ask the desk first."))
    assert (
        root.findtext(".//xmpRights:UsageTerms/rdf:Alt/rdf:li", namespaces=NAMES)
        == "Ask the desk first."
    )


@given(st.text(max_size=200))
def test_any_text_makes_a_packet_that_can_be_read(text):
    root = read(Facts(credit=f"[{text}]", alt={"en": f"[{text}]"}))
    assert root.findtext(".//photoshop:Credit", namespaces=NAMES).startswith("[")


def test_a_packet_always_fits_a_jpeg_segment():
    long = {f"x-{number}": "ы" * 9_000 for number in range(8)}
    packet = write_packet(Facts(digital_source_type=URI, alt=long, description=long))
    assert len(packet) <= MOST_BYTES
    assert URI.encode() in packet
