"""What a reader's copy of a picture says of itself, as ExifTool reads it through the public door."""

from urllib.parse import urlsplit

import pytest

from articles.rebuilding import rebuild_due
from media.intake import take_in
from media.library import describe_image
from media.recipes import FORMATS, RATIOS
from tests.articles.builders import make_published, use_of
from tests.media.exif_tool import read_all
from tests.media.metadata_files import FORMATS as TAKEN
from tests.media.metadata_files import GENERATED, generated

pytestmark = pytest.mark.django_db

SAID = {
    "XMP-iptcExt:DigitalSourceType": GENERATED,
    "XMP-iptcExt:AISystemUsed": "Шедеврум",
    "XMP-photoshop:Credit": "Сурет: ЖИ көмегімен жасалған / «Орда»",
    "XMP-dc:Creator": "Әлия Ғабитқызы",
    "XMP-dc:Rights": "© 2026 Орда",
    "XMP-dc:Description": "The harbour reopens",
    "XMP-dc:Description-ru": "Порт открыт вновь",
    "XMP-dc:Description-kk": "Айлақ қайта ашылды",
    "XMP-iptcCore:AltTextAccessibility": "A harbour at dawn",
    "XMP-iptcCore:AltTextAccessibility-ru": "Гавань на рассвете",
    "XMP-iptcCore:AltTextAccessibility-kk": "Таңғы айлақ",
    "XMP-xmpRights:WebStatement": "https://orda.example/құқық",
}


@pytest.fixture
def published():
    """Return a function that publishes an article with a picture that says AI made it."""

    def publish(format_="JPEG"):
        image = take_in(content=generated(format_), filename="x", values={}, by=None).image
        return image, make_published("Harbour reopens", lead_image=use_of(image))

    return publish


@pytest.fixture
def served(client, tmp_path):
    """Return a function that fetches every rendition that the API names: what each says, by its address."""

    def fetch(image):
        renditions = client.get(f"/api/v1/images/{image.id}/").json()["renditions"]
        paths = {}
        for number, one in enumerate(renditions):
            response = client.get(urlsplit(one["url"]).path)
            assert (response.status_code, response["Content-Type"]) == (
                200,
                f"image/{one['format']}",
            )
            paths[one["url"]] = tmp_path / f"{number}.{one['format']}"
            paths[one["url"]].write_bytes(b"".join(response.streaming_content))
        return dict(zip(paths, read_all(paths.values()), strict=True))

    return fetch


@pytest.mark.parametrize("format_", TAKEN)
def test_every_served_rendition_says_all_that_the_upload_said(published, served, format_):
    image, _article = published(format_)
    said = served(image)
    assert len(said) == len(RATIOS) * len(FORMATS)
    for one in said.values():
        assert {name: one.get(name) for name in SAID} == SAID
        assert {"ExifTool:Error", "ExifTool:Warning"}.isdisjoint(one)


@pytest.mark.parametrize(
    ("values", "name", "value"),
    [
        (
            {"digital_source_type": "compositeSynthetic"},
            "XMP-iptcExt:DigitalSourceType",
            GENERATED.replace("trainedAlgorithmicMedia", "compositeSynthetic"),
        ),
        ({"credit": "Фото: ИИ"}, "XMP-photoshop:Credit", "Фото: ИИ"),
        ({"alt": {"kk": "Қала"}}, "XMP-iptcCore:AltTextAccessibility", "Қала"),
    ],
)
def test_a_change_gives_new_addresses_new_content_and_new_documents(
    published, served, client, values, name, value
):
    image, article = published()
    before, page = served(image), client.get(f"/api/v1/articles/{article.id}/").json()
    describe_image(image=image.id, values=values, by=None)
    rebuild_due()
    after = served(image)
    assert before.keys().isdisjoint(after)
    assert {one[name] for one in after.values()} == {value}
    shown = client.get(f"/api/v1/articles/{article.id}/").json()["lead_image"]
    assert shown["src"] in after
    assert page["lead_image"]["src"] in before
