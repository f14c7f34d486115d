"""What is read of EXIF and of IPTC-IIM, and which of three wins."""

import io

import pytest
from PIL import Image as Picture

from media.metadata.found import UNSTATED
from media.metadata.reading import read_metadata
from media.metadata.reading_exif import read_exif
from media.metadata.reading_iim import read_iim
from tests.media.hostile_files import gradient, saved

DESCRIPTION, ARTIST, COPYRIGHT, EXIF_IFD = 0x010E, 0x013B, 0x8298, 0x8769
TAKEN_AT, OFFSET = 0x9003, 0x9011
UTF_8 = b"\x1b%G"


def exif(tags: dict[int, str], **capture: str) -> Picture.Exif:
    made = Picture.Exif()
    made.update(tags)
    names = {"taken_at": TAKEN_AT, "offset": OFFSET}
    made.get_ifd(EXIF_IFD).update({names[name]: value for name, value in capture.items()})
    return made


def data_set(number: int, value: bytes, record: int = 2) -> bytes:
    return bytes([0x1C, record, number]) + len(value).to_bytes(2, "big") + value


def iim(*sets: tuple[int, str], encoding: str = "utf-8", is_declared: bool = True) -> bytes:
    declared = data_set(90, UTF_8, record=1) if is_declared else b""
    return declared + b"".join(data_set(number, text.encode(encoding)) for number, text in sets)


def test_exif_is_read():
    found = read_exif(
        exif(
            {DESCRIPTION: "A harbour", ARTIST: "A. Person", COPYRIGHT: "© Orda"},
            taken_at="2026:05:01 09:30:05",
            offset="+05:00",
        )
    )
    assert found.caption == {UNSTATED: "A harbour"}
    assert (found.creator, found.copyright) == ("A. Person", "© Orda")
    assert found.captured_at == "2026-05-01T09:30:05+05:00"


@pytest.mark.parametrize("text", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCIM100", "untitled"])
def test_a_cameras_maker_is_no_caption(text):
    assert read_exif(exif({DESCRIPTION: text})).caption == {}


def test_a_photographers_and_an_editors_copyright_are_both_kept():
    assert read_exif(exif({COPYRIGHT: "A. Person\0Orda"})).copyright == "A. Person, Orda"


def test_utf_8_in_exif_is_understood():
    written = "Гавань".encode().decode("latin-1")
    assert read_exif(exif({DESCRIPTION: written})).caption == {UNSTATED: "Гавань"}


@pytest.mark.parametrize("moment", ["0000:00:00 00:00", "yesterday", ""])
def test_a_moment_that_is_none_says_nothing(moment):
    assert read_exif(exif({}, taken_at=moment)).captured_at == ""


def test_iim_is_read():
    found = read_iim(
        iim(
            (80, "Әлия"), (80, "A. Person"), (110, "Орда"), (116, "© Орда"), (120, "Айлақ"),
            (55, "20260501"), (60, "093005+0500"),
        )
    )  # fmt: skip
    assert (found.creator, found.credit, found.copyright) == ("Әлия, A. Person", "Орда", "© Орда")
    assert found.caption == {UNSTATED: "Айлақ"}
    assert found.captured_at == "2026-05-01T09:30:05+05:00"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_iim_without_a_character_set_is_utf_8_if_it_can_be(encoding):
    found = read_iim(iim((110, "Agência Müller"), encoding=encoding, is_declared=False))
    assert found.credit == "Agência Müller"


def test_a_block_that_breaks_off_counts_up_to_there():
    block = iim((110, "Orda"), (120, "The harbour"))
    assert read_iim(block[:-4]).credit == "Orda"
    assert read_iim(block + b"\x1c\x02").caption == {UNSTATED: "The harbour"}


def test_nul_in_a_text_is_a_blank():
    assert read_iim(iim((120, "The\0harbour"))).caption == {UNSTATED: "The harbour"}


def jpeg_with(*, exif_text: str = "", iim_text: str = "", xmp_text: str = "") -> bytes:
    """Return a JPEG whose credit or description is told in several ways."""
    options = {}
    if exif_text:
        options["exif"] = exif({ARTIST: exif_text, DESCRIPTION: exif_text})
    if xmp_text:
        options["xmp"] = (
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="" '
            f'xmlns:d="http://purl.org/dc/elements/1.1/" d:creator="{xmp_text}"/></r:RDF>'
        ).encode()
    content = saved(gradient(), "JPEG", **options)
    block = iim((80, iim_text)) if iim_text else b""
    resource = (
        b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block + b"\0" * (len(block) % 2)
    )
    data = b"Photoshop 3.0\0" + resource
    segment = b"\xff\xed" + (len(data) + 2).to_bytes(2, "big") + data
    return content[:2] + segment + content[2:] if block else content


@pytest.mark.parametrize(
    ("told", "creator"),
    [
        ({"exif_text": "EXIF", "iim_text": "IIM", "xmp_text": "XMP"}, "XMP"),
        ({"exif_text": "EXIF", "iim_text": "IIM"}, "IIM"),
        ({"exif_text": "EXIF"}, "EXIF"),
    ],
)
def test_xmp_wins_over_iim_over_exif(told, creator):
    content = jpeg_with(**told)
    with Picture.open(io.BytesIO(content)) as picture:
        found = read_metadata(picture, content)
    assert found.creator == creator
    assert found.caption == {UNSTATED: "EXIF"}
