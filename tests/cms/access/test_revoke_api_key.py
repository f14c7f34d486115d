from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.access.models import ApiKey
from tests.keys import key_row, key_text

pytestmark = pytest.mark.django_db


def revoke(word: str) -> None:
    call_command("revoke_api_key", word, stdout=StringIO())


@pytest.mark.parametrize("column", ["id", "name", "prefix"])
def test_a_key_is_revoked_by_what_it_is_called(column):
    key, stranger = key_row(name="Partner"), key_row(name="Stranger")
    revoke(str(getattr(key, column)))
    assert list(ApiKey.objects.filter(revoked_at=None)) == [stranger]


def test_a_key_is_revoked_by_itself():
    revoke(key_text())
    assert not ApiKey.objects.filter(revoked_at=None).exists()


def test_one_of_several_with_a_name_is_not_guessed():
    keys = [key_row(name="Partner"), key_row(name="Partner")]
    with pytest.raises(CommandError, match=str(keys[0].id)):
        revoke("Partner")
    assert ApiKey.objects.filter(revoked_at=None).count() == 2


def test_a_key_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(CommandError, match="no key “Nobody”"):
        revoke("Nobody")
