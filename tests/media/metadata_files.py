"""Writes pictures that say something of themselves, in every format that is taken."""

from PIL import Image as Picture
from PIL.PngImagePlugin import PngInfo

from media.metadata.packet import Facts, write_packet
from tests.media.hostile_files import gradient, saved

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
GENERATED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
AI_FACTS = Facts(
    digital_source_type=GENERATED,
    ai_system="Шедеврум",
    credit="Сурет: ЖИ көмегімен жасалған / «Орда»",
    creator="Әлия Ғабитқызы",
    rights="© 2026 Орда",
    usage_terms="https://orda.example/құқық",
    alt={"ru": "Гавань на рассвете", "kk": "Таңғы айлақ", "en": "A harbour at dawn"},
    description={
        "ru": "Порт открыт вновь",
        "kk": "Айлақ қайта ашылды",
        "en": "The harbour reopens",
    },
)
# What leads a reader of GIF's blocks from any byte of the packet to its end (XMP, part 3, 1.1.2).
_GIF_TRAILER = b"\x01" + bytes(range(255, -1, -1)) + b"\0"


def with_packet(format_: str, packet: bytes, picture: Picture.Image | None = None) -> bytes:
    """Return a picture in a format, with an XMP packet where the format keeps it."""
    picture = picture or gradient()
    if format_ == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", packet.decode())
        return saved(picture, "PNG", pnginfo=info)
    if format_ == "GIF":
        content = saved(picture, "GIF")
        at = content.index(b"\x2c", 13 + (3 << ((content[10] & 7) + 1)))
        return content[:at] + b"\x21\xff\x0bXMP DataXMP" + packet + _GIF_TRAILER + content[at:]
    return saved(picture, format_, xmp=packet)


def generated(format_: str) -> bytes:
    """Return a picture that says of itself, in three languages, that AI made it."""
    return with_packet(format_, write_packet(AI_FACTS))
