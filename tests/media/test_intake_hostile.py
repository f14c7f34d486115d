"""What means harm, or is merely odd, at the upload gate."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from media.darkroom.child import CPU_SECONDS
from media.description import ImageRefused
from media.intake import take_in
from media.models import Image
from tests.conftest import ROOT
from tests.media.hostile_files import (
    CLEANED,
    ODD,
    REFUSED,
    TRUNCATED,
    chunk,
    gradient,
    jpeg_with_scans,
    png,
    png_of_one_colour,
    saved,
)
from tests.media.pictures import made_public, url_of

pytestmark = pytest.mark.django_db

START_SECONDS = 1.0
MOST_BYTES_IN_PARENT = 50_000_000


def taken(content, filename="file.jpg"):
    return take_in(content=content, filename=filename, values={}, by=None)


def files():
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_its_reason(name):
    code, make = REFUSED[name]
    before = files()
    with pytest.raises(ImageRefused) as refusal:
        taken(make())
    assert [error.code for error in refusal.value.errors] == [code]
    assert refusal.value.detail.endswith((".", "!"))
    assert (files(), Image.objects.count()) == (before, 0)


@pytest.mark.parametrize("format_", TRUNCATED)
def test_a_truncated_file_is_refused(format_):
    with pytest.raises(ImageRefused, match="damaged or incomplete"):
        taken(TRUNCATED[format_]())


@pytest.mark.parametrize("name", CLEANED)
def test_hostile_metadata_does_not_cost_the_picture(name):
    image = taken(CLEANED[name]()).image
    assert (image.format, image.width, image.height) == ("jpg", 96, 64)


@pytest.mark.parametrize("name", ["EXIF that leads nowhere", "EXIF of garbage"])
def test_broken_exif_is_remarked(name):
    assert any("EXIF" in remark for remark in taken(CLEANED[name]()).remarks)


@pytest.mark.parametrize("name", ODD)
def test_an_odd_picture_is_taken(name):
    image = taken(ODD[name]()).image
    assert image.width
    assert image.thumbhash


def test_sixteen_bits_are_scaled_and_not_cut_off():
    deep, plain = taken(ODD["16-bit grey PNG"]()).image, taken(saved(gradient("L"), "PNG")).image
    assert deep.thumbhash == plain.thumbhash


def test_xmp_over_64_kb_is_left_out_but_not_what_it_says_of_ai():
    claim = b"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    packet = b"<x>" + b" " * 70_000 + claim + b"</x>"
    taken_in = taken(png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)))
    assert taken_in.remarks == ("The file's XMP is larger than 64 KB: it was left out.",)
    assert taken_in.image.digital_source_type == "trainedAlgorithmicMedia"


def test_an_xmp_packet_with_a_document_type_is_left_out():
    packet = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    taken_in = taken(png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)))
    assert taken_in.remarks == ("The file's XMP is broken: it was left out.",)


@pytest.mark.external
def test_pngsuite_breaks_nothing(shared):
    files = sorted((shared / "data" / "images" / "pngsuite").glob("*.png"))
    if not files:
        pytest.skip("The optional test data has no PngSuite.")
    for path in files:
        if path.name.startswith("x"):  # The suite's own mark of a broken file.
            with pytest.raises(ImageRefused):
                taken(path)
        else:
            assert taken(path, path.name).image.width


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: png_of_one_colour(10_000), id="100 megapixels of PNG"),
        pytest.param(
            lambda: jpeg_with_scans(50, (10_000, 10_000)), id="50 scans of 100 megapixels"
        ),
        pytest.param(lambda: b"\xff\xd8" + b"\xff" * 49_000_000, id="49 MB of fill bytes"),
        pytest.param(lambda: b"GIF89a" + bytes(49_000_000), id="49 MB of nothing"),
    ],
)
def test_a_file_costs_its_child_at_most_8_seconds_and_1500_megabytes(make, tmp_path):
    path = tmp_path / "file"
    path.write_bytes(make())
    job = json.dumps({"do": "inspect", "path": str(path)}).encode() + b"\n"
    command = [sys.executable, "-m", "tests.media.measure_child"]
    process = subprocess.run(command, input=job, cwd=ROOT, capture_output=True, check=False)
    seconds, megabytes = map(float, process.stdout.split()[-2:])
    assert seconds <= CPU_SECONDS["inspect"] + START_SECONDS
    assert megabytes <= 1_500


def test_the_server_stays_small_over_fifty_hostile_files():
    makes = [make for _code, make in REFUSED.values()]
    makes += [*TRUNCATED.values(), *CLEANED.values(), *ODD.values()]
    contents = [make() for make in makes[:50]]
    taken(ODD["grey JPEG"]())
    before = memory()
    for content in contents:
        try:
            taken(content)
        except ImageRefused:
            continue
    assert len(contents) == 50
    assert memory() - before < MOST_BYTES_IN_PARENT


def memory() -> int:
    """Return this process's resident bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_a_polyglot_is_served_as_a_picture_and_nothing_else(client):
    image = made_public(taken(CLEANED["JPEG that is also HTML"](), "page.html").image)
    response = client.get(url_of(image, "jpeg", "original", 96))
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert b"<script" not in b"".join(response.streaming_content)


def test_the_polyglot_itself_is_not_there_for_readers(client):
    image = made_public(taken(CLEANED["JPEG that is also HTML"]()).image)
    assert client.get(default_storage.url(image.file.name)).status_code == 404
