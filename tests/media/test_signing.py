"""Renditions that are signed: last of all, with the original as what they were made from."""

import io
import json

import c2pa
import pytest
from django.core.checks import run_checks
from django.utils import timezone

from articles.rebuilding import rebuild_due
from media.intake import take_in
from media.models import Image, RenditionSet
from media.recipes import FORMATS
from media.renditions import make_due_renditions
from tests.articles.builders import live, make_published, use_of
from tests.media.certificates import make_identity
from tests.media.exif_tool import read_all
from tests.media.hostile_files import jpeg
from tests.media.metadata_files import GENERATED as GENERATED_URI
from tests.media.metadata_files import generated
from tests.media.pictures import made_public, path_of, url_of
from tests.media.signed_files import GENERATED, context_of, created, signed, tampered

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    return make_identity(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture
def signing(settings, newsroom):
    """Sign with the newsroom's certificate."""
    settings.C2PA_SIGNER = {
        "certificates": str(newsroom.chain),
        "key": str(newsroom.key),
        "algorithm": "es256",
    }
    return settings.C2PA_SIGNER


def taken(content, **values):
    return take_in(
        content=content, filename="x", values={"alt": {"en": "Quay"}, **values}, by=None
    ).image


def verified(content, format_, identity):
    """Return what the library's reader says of a file, trusting the identity's root."""
    trust = {"trust_anchors": identity.root.read_text()}
    context = context_of(trust=trust)
    with c2pa.Reader(f"image/{format_}", io.BytesIO(content), context=context) as reader:
        return json.loads(reader.json())


def served(client, image, format_):
    return b"".join(client.get(url_of(image, format_, "original", 96)).streaming_content)


@pytest.mark.usefixtures("signing")
@pytest.mark.parametrize("format_", FORMATS)
def test_a_served_rendition_is_signed_and_names_its_original(client, newsroom, format_):
    image = made_public(taken(signed(jpeg(), newsroom, created(GENERATED))))
    told = verified(served(client, image, format_), format_, newsroom)
    assert told["validation_state"] == "Trusted"
    manifest = told["manifests"][told["active_manifest"]]
    assert manifest["signature_info"]["common_name"] == "Newsroom"
    [parent] = manifest["ingredients"]
    assert parent["relationship"] == "parentOf"
    assert parent["active_manifest"] in told["manifests"]
    assert "thumbnail" not in manifest


@pytest.mark.usefixtures("signing")
def test_the_metadata_is_still_there_and_covered_by_the_signature(client, newsroom, tmp_path):
    image = made_public(taken(generated("PNG")))
    paths = []
    for format_ in FORMATS:
        paths.append(tmp_path / f"x.{format_}")
        paths[-1].write_bytes(served(client, image, format_))
    told = {one["XMP-iptcExt:DigitalSourceType"] for one in read_all(paths)}
    assert told == {GENERATED_URI}
    content = paths[-1].read_bytes().replace("Шедеврум".encode(), "Шедевром".encode())
    assert verified(content, "jpeg", newsroom)["validation_state"] == "Invalid"


@pytest.mark.usefixtures("signing")
def test_a_rendition_that_was_changed_is_invalid(client, newsroom):
    content = tampered(served(client, made_public(taken(jpeg())), "jpeg"))
    assert verified(content, "jpeg", newsroom)["validation_state"] == "Invalid"


def test_another_certificate_gives_other_addresses_and_rebuilt_documents(
    settings, signing, newsroom, tmp_path
):
    image = taken(jpeg(), digital_source_type="digitalCapture")
    article = make_published(lead_image=use_of(image))
    names = {path_of(image)}
    for chosen in (
        {"certificates": "", "key": ""},
        {"certificates": str(make_identity(tmp_path).chain)},
    ):
        settings.C2PA_SIGNER = signing | chosen
        names.add(path_of(image))
    assert len(names) == 3
    before = bytes(live(article).lead_image_original)
    rebuild_due()
    assert bytes(live(article).lead_image_original) != before


def test_nothing_is_signed_unless_it_is_asked_for(client):
    image = made_public(taken(jpeg()))
    content = served(client, image, "jpeg")
    assert c2pa.Reader.try_create("image/jpeg", io.BytesIO(content), context=context_of()) is None


def test_a_key_that_is_gone_is_never_the_pictures_fault(client, settings, signing, tmp_path):
    image = made_public(taken(jpeg()))
    settings.C2PA_SIGNER = signing | {"key": str(tmp_path / "gone.pem")}
    make_due_renditions()
    assert not Image.objects.get().is_unservable
    assert RenditionSet.objects.get().due_at > timezone.now()
    assert client.get(url_of(image, "jpeg", "original", 96)).status_code == 503


def findings(**arguments):
    return [(one.id, one.msg) for one in run_checks(**arguments) if one.id >= "standfirst.E009"]


@pytest.mark.usefixtures("signing")
def test_a_right_certificate_is_let_through():
    assert findings(databases=["default"]) == []


def test_a_key_of_another_certificate_ends_the_start(settings, signing, tmp_path):
    settings.C2PA_SIGNER = signing | {"key": str(make_identity(tmp_path).key)}
    [(number, message)] = findings(databases=["default"])
    assert number == "standfirst.E010"
    assert "cannot be signed" in message


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"key": ""}, "belong together"),
        ({"certificates": "/nowhere.pem"}, "C2PA_CERTIFICATES=/nowhere.pem: this is no PEM file"),
    ],
)
def test_variables_that_do_not_agree_are_named(settings, signing, changes, says):
    settings.C2PA_SIGNER = signing | changes
    [(number, message)] = findings()
    assert number == "standfirst.E009"
    assert says in message


def test_trust_anchors_that_cannot_be_read_are_named(settings):
    settings.C2PA_TRUST_ANCHORS = "/nowhere.pem"
    assert "C2PA_TRUST_ANCHORS=/nowhere.pem" in findings()[0][1]
