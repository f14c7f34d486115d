import pytest

from cms.access.models import ApiKey, AuditLine
from tests.keys import bearer

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.cms.access.keyed_urls")]
NOTES = "/api/v1/notes/"


def test_a_write_has_the_line_that_its_door_wrote(client):
    client.post(f"{NOTES}?audited=1", headers=bearer())
    line = AuditLine.objects.get()
    assert (line.method, line.route, line.status) == ("POST", "/api/v1/notes/", 201)
    assert (line.thing_type, line.thing) == ("note", "7")
    assert (line.key, line.actor) == (ApiKey.objects.get(), "Archive of the coast")
    assert len(line.request_id) == 16


def test_a_write_whose_door_forgot_has_a_line_all_the_same(client):
    client.post(NOTES, headers=bearer())
    line = AuditLine.objects.get()
    assert (line.method, line.route, line.status, line.thing) == ("POST", "/api/v1/notes/", 201, "")


def test_reads_and_refused_writes_have_none(client):
    client.get(NOTES, headers=bearer())
    client.post(NOTES, headers=bearer("drafts:read"))
    client.delete(NOTES, headers=bearer())
    assert not AuditLine.objects.exists()
