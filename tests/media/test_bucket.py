"""Pictures in a bucket: chosen by environment variables alone, private, and honest when it is away."""

import io
import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cms import env
from cms.http.problem import Unavailable
from media.bucket import BucketAway, PictureBucket
from media.library import add_image
from media.models import Image
from media.renditions import make_due_renditions
from tests.conftest import ROOT
from tests.media.pictures import drawn, made_public, url_of

NAMES = {
    "S3_BUCKET": "bucket_name",
    "S3_ENDPOINT_URL": "endpoint_url",
    "S3_REGION": "region_name",
    "S3_ACCESS_KEY_ID": "access_key",
    "S3_SECRET_ACCESS_KEY": "secret_key",
    "S3_ADDRESSING_STYLE": "addressing_style",
}


@pytest.fixture
def in_bucket(settings, bucket) -> PictureBucket:
    settings.S3 = bucket
    chosen = {"BACKEND": "media.bucket.PictureBucket", "OPTIONS": bucket}
    settings.STORAGES = settings.STORAGES | {"default": chosen}
    return default_storage


@pytest.fixture
def away(settings, in_bucket):
    """Let the bucket's server be one that nobody answers at."""
    options = settings.S3 | {"endpoint_url": "http://127.0.0.1:9"}
    chosen = {"BACKEND": "media.bucket.PictureBucket", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": chosen}


def manage(tmp_path, *arguments, **variables):
    """Run a command with these variables and no others of ours set."""
    nothing_set = dict.fromkeys(env.VARIABLES, "") | {"VAR_DIR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=os.environ | nothing_set | {"DJANGO_SETTINGS_MODULE": "cms.settings"} | variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def variables_of(bucket) -> dict[str, str]:
    return {name: bucket[option] for name, option in NAMES.items()}


def faults() -> list[str]:
    return [finding.msg for finding in run_checks() if finding.id == "standfirst.E007"]


def test_environment_variables_alone_choose_the_bucket(tmp_path, bucket):
    done = manage(tmp_path, "check", "--database", "default", **variables_of(bucket))
    assert (done.returncode, done.stderr) == (0, "")
    program = "from django.core.files.storage import default_storage as s; print(s.bucket.name)"
    named = manage(tmp_path, "shell", "-v0", "-c", program, **variables_of(bucket))
    assert named.stdout.strip() == bucket["bucket_name"]


@pytest.mark.parametrize(
    ("name", "value"), [("S3_BUCKET", "absent"), ("S3_ENDPOINT_URL", "http://127.0.0.1:9")]
)
def test_a_bucket_that_does_not_answer_ends_the_start_with_a_reason(tmp_path, bucket, name, value):
    wrong = variables_of(bucket) | {name: value}
    done = manage(tmp_path, "check", "--database", "default", **wrong)
    assert done.returncode == 1
    assert "standfirst.E008" in done.stderr
    assert "it does not let us in" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"bucket_name": "no bucket"}, "this is no bucket's name"),
        ({"bucket_name": ""}, "is set and S3_BUCKET is not"),
        ({"endpoint_url": "s3.example:9000"}, "this is no address"),
        ({"secret_key": None}, "S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together"),
    ],
)
def test_variables_that_do_not_agree_are_named(settings, changes, says):
    given = {"bucket_name": "pictures", "endpoint_url": "https://s3.example:9000"}
    settings.S3 = given | {"access_key": "k", "secret_key": "s"} | changes
    [fault] = faults()
    assert says in fault


def test_a_missing_extra_is_named(settings, monkeypatch):
    settings.S3 = {
        "bucket_name": "pictures",
        "endpoint_url": None,
        "access_key": None,
        "secret_key": None,
    }
    monkeypatch.setitem(sys.modules, "storages", None)
    assert faults() == ["S3_BUCKET is set, and the extra for it is not installed."]


@pytest.mark.django_db
def test_files_are_private_and_served_at_our_own_address(client, in_bucket):
    image = made_public(add_image(values={}, by=None, content=drawn()))
    assert image.file.url == f"/files/{image.file.name}"
    assert client.get(image.file.url).status_code == 404
    response = client.get(url_of(image), headers={"range": "bytes=0-1"})
    assert (response.status_code, b"".join(response.streaming_content)) == (206, b"\xff\xd8")
    assert response["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.django_db
def test_a_bucket_that_is_away_stores_nothing_and_says_503(client, away):
    with pytest.raises(Unavailable, match="storage does not answer"):
        add_image(values={}, by=None, content=drawn())
    assert not Image.objects.exists()


@pytest.mark.django_db
def test_a_picture_in_a_bucket_that_is_away_answers_503(client, in_bucket, request):
    image = made_public(add_image(values={}, by=None, content=drawn()))
    make_due_renditions()
    request.getfixturevalue("away")
    response = client.get(url_of(image))
    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_a_file_is_read_from_anywhere(in_bucket):
    in_bucket.save("x/letters", ContentFile(b"abcdefghij"))
    with in_bucket.open("x/letters") as file:
        assert (file.size, file.read(3)) == (10, b"abc")
        file.seek(-2, io.SEEK_END)
        assert (file.read(), file.read(1)) == (b"ij", b"")
        file.seek(1)
        assert (file.tell(), file.read(2)) == (1, b"bc")


def test_what_is_not_there_is_not_found(in_bucket):
    for ask in (in_bucket.open, in_bucket.get_modified_time):
        with pytest.raises(FileNotFoundError):
            ask("absent")
    assert not in_bucket.exists("absent")
    in_bucket.delete("absent")
    assert in_bucket.listdir("absent") == ([], [])


def test_a_file_is_opened_for_reading_alone(in_bucket):
    with pytest.raises(ValueError, match="read as bytes"):
        in_bucket.open("x", "wb")


def test_a_wrong_bucket_is_away(settings, in_bucket, bucket):
    stranger = PictureBucket(**bucket | {"bucket_name": "stranger"})
    with pytest.raises((BucketAway, FileNotFoundError)):
        stranger.save("x", ContentFile(b"x"))
