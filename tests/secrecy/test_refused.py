"""A refused request changes nothing: every table and every file is as it was."""

import itertools
from collections.abc import Iterator

import pytest
from django.test import Client

from media.models import Image
from tests.contract import public_reads
from tests.media.pictures import path_of
from tests.secrecy.asking import Asker, Request, ask
from tests.secrecy.fingerprint import fingerprint
from tests.secrecy.hidden import Hidden
from tests.secrecy.newsroom import newsroom

pytestmark = pytest.mark.django_db
REQUESTS = 1_000
AT_ONCE = 250
WRITES = ("POST", "PUT", "PATCH", "DELETE")
BODY = b'{"headline": "Mine now", "slug": "mine"}'


@pytest.fixture(scope="module")
def asker(django_db_setup, django_db_blocker):
    """Make the newsroom once for all tests of this file; what a test changes is taken back by the test's own end."""
    hidden = Hidden()
    with django_db_blocker.unblock(), newsroom(hide=hidden) as made:
        yield Asker(made, hidden, seed="refused")


def test_refused_reads_change_nothing(asker):
    before = fingerprint()
    refused = 0
    for some in _groups(_reads(asker)):
        refused += sum(400 <= ask(request).status < 500 for request in some)
        assert fingerprint() == before, [request.path for request in some]
    assert refused >= REQUESTS / 4


def test_writes_to_what_is_read_only_change_nothing(asker):
    before = fingerprint()
    pages = ["/", "/articles/hourly-ferry/", "/tags/shipping/", "/search/", "/healthz", "/readyz"]
    for path in [
        *pages,
        *(template.replace("{key}", "hourly-ferry") for template in public_reads()),
    ]:
        for method in WRITES:
            answer = Client().generic(method, path, BODY, content_type="application/json")
            assert answer.status_code == 405, f"{method} {path}"
    assert fingerprint() == before


def test_the_fingerprint_sees_a_change(asker):
    before = fingerprint()
    Image.objects.filter(pk=Image.objects.order_by("pk").first().pk).update(title="Other")
    changed = {name for name, digest in fingerprint().items() if digest != before[name]}
    assert changed == {"media_image"}


def _reads(asker: Asker) -> Iterator[Request]:
    """Yield requests of every sort but for renditions that are made for the first who asks."""
    hidden = Image.objects.filter(is_public=False, was_public=False).exclude(file="").order_by("pk")
    yield from (Request(f"/files/{path_of(image)}") for image in hidden)
    made_on_request = tuple(
        f"/files/{path_of(image)}" for image in Image.objects.filter(is_public=True)
    )
    yield from (one for one in asker.requests(REQUESTS) if not one.path.startswith(made_on_request))


def _groups(requests: Iterator[Request]) -> Iterator[list[Request]]:
    while some := list(itertools.islice(requests, AT_ONCE)):
        yield some
