"""Writes the XMP packet that every rendition carries (ISO 16684-1; IPTC Photo Metadata 2025.1)."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

# A JPEG segment holds 65,533 bytes, 29 of which name the packet.
MOST_BYTES = 65_000
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WEB_ADDRESS = re.compile(r"https?://\S+")


class Facts(NamedTuple):
    """What a packet says; `alt` and `description` hold one text per language, the first one is the default."""

    digital_source_type: str = ""
    ai_system: str = ""
    credit: str = ""
    creator: str = ""
    rights: str = ""
    usage_terms: str = ""
    alt: Mapping[str, str] = {}
    description: Mapping[str, str] = {}


def write_packet(facts: Facts) -> bytes:
    """Return the packet as UTF-8; languages that no longer fit a JPEG segment are left out, the last ones first."""
    for most in range(max(len(facts.alt), len(facts.description), 1), 0, -1):
        packet = _packet(facts, most)
        if len(packet) <= MOST_BYTES:
            return packet
    return _packet(facts._replace(alt={}, description={}), 0)


def _packet(facts: Facts, languages: int) -> bytes:
    properties = [
        _plain("Iptc4xmpExt:DigitalSourceType", facts.digital_source_type),
        _plain("Iptc4xmpExt:AISystemUsed", facts.ai_system),
        _plain("photoshop:Credit", facts.credit),
        _list("dc:creator", facts.creator),
        _texts("dc:rights", {"": facts.rights}),
        _texts("dc:description", dict([*facts.description.items()][:languages])),
        _texts("Iptc4xmpCore:AltTextAccessibility", dict([*facts.alt.items()][:languages])),
        _terms(facts.usage_terms),
    ]
    names = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in _NAMESPACES.items())
    body = "".join(properties)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{names}>{body}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def _terms(usage_terms: str) -> str:
    """Return the usage terms as an address (WebStatement) where they are one, else as text."""
    if _WEB_ADDRESS.fullmatch(usage_terms):
        return _plain("xmpRights:WebStatement", usage_terms)
    return _texts("xmpRights:UsageTerms", {"": usage_terms})


def _plain(name: str, value: str) -> str:
    return f"<{name}>{_text(value)}</{name}>" if value else ""


def _list(name: str, value: str) -> str:
    return f"<{name}><rdf:Seq><rdf:li>{_text(value)}</rdf:li></rdf:Seq></{name}>" if value else ""


def _texts(name: str, texts: Mapping[str, str]) -> str:
    """Return language alternatives; the first is repeated as the default, as XMP asks."""
    given = [(language, text) for language, text in texts.items() if text]
    if not given:
        return ""
    alternatives = [
        ("x-default", given[0][1]),
        *((language, text) for language, text in given if language),
    ]
    items = "".join(
        f"<rdf:li xml:lang={quoteattr(lang)}>{_text(text)}</rdf:li>" for lang, text in alternatives
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def _text(value: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", value))
