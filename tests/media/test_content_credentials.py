"""Content Credentials of an upload: read, verified, and what follows from them."""

import socket

import pytest

from articles.rebuilding import rebuild_due
from media.darkroom import content_credentials
from media.darkroom.content_credentials import read_credentials
from media.intake import take_in
from tests.articles.builders import make_published, use_of
from tests.media.certificates import make_identity
from tests.media.hostile_files import gradient, jpeg, saved
from tests.media.signed_files import CAPTURED, GENERATED, created, signed, tampered

pytestmark = pytest.mark.django_db

PHOTO = jpeg(quality=95)


@pytest.fixture(scope="module")
def camera(tmp_path_factory):
    return make_identity(tmp_path_factory.mktemp("camera"), "Camera 7")


@pytest.fixture
def trusting(settings, camera):
    settings.C2PA_TRUST_ANCHORS = str(camera.root)


def taken(content, **values):
    return take_in(content=content, filename="x", values=values, by=None)


def provenance(client, image):
    make_published(lead_image=use_of(image))
    rebuild_due()
    return client.get(f"/api/v1/images/{image.id}/").json()["provenance"]


@pytest.mark.usefixtures("trusting")
def test_a_file_that_a_trusted_signer_signed_says_so_in_the_api(client, camera):
    image = taken(signed(PHOTO, camera, created(CAPTURED)), alt={"en": "Bridge"}).image
    assert image.digital_source_type == "digitalCapture"
    assert provenance(client, image) == {
        "determined_by": "content_credentials",
        "content_credentials": "valid_trusted",
        "signer": "Camera 7",
    }


def test_a_signer_whom_nobody_trusts_is_told_apart(camera):
    kept = taken(signed(PHOTO, camera, created(CAPTURED))).image.content_credentials
    assert (kept["state"], kept["signer"]) == ("valid_untrusted", "Camera 7")
    assert (kept["generator"], kept["problems"]) == (
        "Test camera 1",
        ["signingCredential.untrusted"],
    )


@pytest.mark.usefixtures("trusting")
def test_a_file_that_was_changed_after_it_was_signed_is_invalid(client, camera):
    taken_in = taken(tampered(signed(PHOTO, camera, created(CAPTURED))), alt={"en": "Bridge"})
    assert "Content Credentials are invalid" in taken_in.remarks[0]
    assert taken_in.image.digital_source_type == ""
    kept = taken_in.image.content_credentials
    assert (kept["state"], kept["problems"]) == ("invalid", ["assertion.dataHash.mismatch"])


def test_a_file_without_any_says_none(client):
    image = taken(PHOTO, digital_source_type="digitalCapture", alt={"en": "Bridge"}).image
    assert provenance(client, image)["content_credentials"] == "none"


@pytest.mark.parametrize("format_", ["PNG", "WEBP", "AVIF", "GIF"])
def test_every_format_is_looked_at(camera, format_):
    content = signed(
        saved(gradient(), format_), camera, created(CAPTURED), mime_type=f"image/{format_.lower()}"
    )
    assert taken(content).image.content_credentials["state"] == "valid_untrusted"


def test_a_generators_word_makes_the_image_ai(camera):
    taken_in = taken(
        signed(PHOTO, camera, created(GENERATED, "DALL·E")), digital_source_type="digitalCapture"
    )
    image = taken_in.image
    assert (image.digital_source_type, image.ai_system) == ("trainedAlgorithmicMedia", "DALL·E 3")
    assert image.determined_by == "content_credentials"
    assert "AI made it" in taken_in.remarks[0]


def test_a_broken_signature_does_not_hide_ai(camera):
    image = taken(tampered(signed(PHOTO, camera, created(GENERATED)))).image
    assert image.digital_source_type == "trainedAlgorithmicMedia"


@pytest.mark.parametrize(
    ("relationship", "term"),
    [("parentOf", "trainedAlgorithmicMedia"), ("componentOf", "compositeSynthetic")],
)
def test_what_it_was_made_from_counts(camera, relationship, term):
    source = signed(jpeg(quality=90), camera, created(GENERATED, "Firefly"))
    first = {"action": "c2pa.opened"} if relationship == "parentOf" else created(CAPTURED)
    if relationship == "parentOf":
        first["parameters"] = {"ingredientIds": ["parentOf"]}
    image = taken(signed(PHOTO, camera, first, ingredients=((relationship, source),))).image
    assert (image.digital_source_type, image.ai_system) == (term, "Firefly 3")


def test_a_manifest_that_is_kept_elsewhere_is_never_fetched(camera):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/manifest.c2pa"
        image = taken(signed(PHOTO, camera, created(CAPTURED), remote_url=url)).image
        with pytest.raises(TimeoutError):
            server.accept()
    kept = image.content_credentials
    assert (kept["state"], kept["problems"]) == ("not_checked", ["The manifest is kept elsewhere."])


def test_without_the_extra_it_was_not_looked_at(monkeypatch, tmp_path, camera):
    monkeypatch.setattr(content_credentials, "c2pa", None)
    path = tmp_path / "x"
    path.write_bytes(signed(PHOTO, camera, created(CAPTURED)))
    assert read_credentials(path, None).state == "not_checked"


@pytest.mark.external
@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("A", "none"),
        ("C", "valid_untrusted"),
        ("CA", "valid_untrusted"),
        ("XCA", "invalid"),
        ("E-sig-CA", "invalid"),
        ("cloud", "not_checked"),
    ],
)
def test_collected_files_are_in_the_state_that_they_were_made_in(shared, name, state):
    image = taken(shared / "data" / "c2pa" / f"{name}.jpg").image
    assert image.content_credentials["state"] == state
