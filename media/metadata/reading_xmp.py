"""Reads an XMP packet (ISO 16684-1; IPTC Photo Metadata 2025.1). Never a DTD, never more than 64 KB."""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from media.disclosure import is_ai, writable_term
from media.metadata.found import UNSTATED, Found

MOST_BYTES: Final = 65_536
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DESCRIPTION: Final = f"{_RDF}Description"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP: Final = "{http://ns.adobe.com/photoshop/1.0/}"
_RIGHTS: Final = "{http://ns.adobe.com/xap/1.0/rights/}"
_EXIF: Final = "{http://ns.adobe.com/exif/1.0/}"
_CORE: Final = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_EXT: Final = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# Day and time with seconds; XMP also allows a year or a month alone, which is no moment.
_MOMENT: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?"
)
_TERM_ANYWHERE: Final = re.compile(rb"newscodes/digitalsourcetype/(\w{1,60})", re.IGNORECASE)

Properties = Mapping[str, list[Element | str]]


def read_xmp(packet: bytes) -> Found:
    """Return what a packet says. Of one that is too large or broken only an AI source type is taken, with a remark."""
    if len(packet) > MOST_BYTES:
        return _claim_alone(packet, "is larger than 64 KB")
    try:
        root = fromstring(packet.strip(b"\0 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return _claim_alone(packet, "is broken")
    return _found(_properties(root))


def _claim_alone(packet: bytes, fault: str) -> Found:
    """Keep the one thing that must not get lost with the rest."""
    named = (match[1].decode() for match in _TERM_ANYWHERE.finditer(packet))
    term = next((term for term in named if is_ai(term)), "")
    remark = f"The file's XMP {fault}: it was left out."
    return Found(digital_source_type=writable_term(term) or "", remarks=(remark,))


def _properties(root: Element) -> Properties:
    """Return the values of each property, whether it is written as an element or as an attribute."""
    found: dict[str, list[Element | str]] = {}
    # Only those at the top speak of this picture: further down are its ingredients and its history.
    for description in (
        one for rdf in root.iter(f"{_RDF}RDF") for one in rdf.findall(_DESCRIPTION)
    ):
        for name, value in description.attrib.items():
            found.setdefault(name, []).append(value)
        for child in description:
            found.setdefault(child.tag, []).append(child)
    return found


def _found(properties: Properties) -> Found:
    given = _plain(properties, f"{_EXT}DigitalSourceType")
    term = writable_term(given) or ""
    stranger = f"The file's digital source type “{given[:100]}” is no term of the IPTC vocabulary."
    return Found(
        caption=_texts(properties, f"{_DC}description"),
        alt=_texts(properties, f"{_CORE}AltTextAccessibility"),
        creator=", ".join(_items(properties, f"{_DC}creator")),
        credit=_plain(properties, f"{_PHOTOSHOP}Credit"),
        copyright=_default(_texts(properties, f"{_DC}rights")),
        usage_terms=_plain(properties, f"{_RIGHTS}WebStatement")
        or _default(_texts(properties, f"{_RIGHTS}UsageTerms")),
        captured_at=_moment(_plain(properties, f"{_PHOTOSHOP}DateCreated"))
        or _moment(_plain(properties, f"{_EXIF}DateTimeOriginal")),
        digital_source_type=term,
        ai_system=_system(
            _plain(properties, f"{_EXT}AISystemUsed"),
            _plain(properties, f"{_EXT}AISystemVersionUsed"),
        ),
        remarks=(stranger,) if given and not term else (),
    )


def _plain(properties: Properties, name: str) -> str:
    """Return a simple value, or the first item where a program wrote a list."""
    return next(iter(_items(properties, name)), "")


def _items(properties: Properties, name: str) -> list[str]:
    return [text.strip() for _language, text in _entries(properties, name) if text.strip()]


def _texts(properties: Properties, name: str) -> dict[str, str]:
    """Return a text per language; the first counts where a language comes twice."""
    found: dict[str, str] = {}
    for language, text in _entries(properties, name):
        if text.strip():
            found.setdefault(language, text.strip())
    return found


def _entries(properties: Properties, name: str) -> Iterator[tuple[str, str]]:
    for value in properties.get(name, []):
        if isinstance(value, str):
            yield UNSTATED, value
            continue
        items = [*value.iter(f"{_RDF}li")]
        resource = value.get(f"{_RDF}resource")
        if resource and not items:
            yield UNSTATED, resource
        for item in items or [value]:
            yield item.get(_LANGUAGE, UNSTATED), "".join(item.itertext())


def _default(texts: Mapping[str, str]) -> str:
    return texts.get(UNSTATED) or next(iter(texts.values()), "")


def _system(name: str, version: str) -> str:
    """Return the system with its version, as one says it: `DALL·E 3`."""
    return name if not version or version in name else f"{name} {version}".strip()


def _moment(text: str) -> str:
    found = _MOMENT.fullmatch(text)
    if found is None:
        return ""
    day, clock, seconds, zone = found.groups()
    return f"{day}T{clock or '00:00'}{seconds or ':00'}{zone or ''}"
