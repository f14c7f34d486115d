from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.access.key_text import digest
from cms.access.models import ApiKey
from tests.articles.builders import make_tag

pytestmark = pytest.mark.django_db


def create(*arguments: str) -> str:
    out = StringIO()
    call_command("create_api_key", "--name", "Partner", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_key_is_the_last_line():
    written = create("--scopes", "articles:write,articles:publish")
    key = ApiKey.objects.get()
    assert digest(written.splitlines()[-1]) == key.digest
    assert (key.name, key.scopes) == ("Partner", ["articles:write", "articles:publish"])


def test_limits_and_an_end_may_be_given():
    sport = make_tag("Sport", "section")
    create(
        "--scopes", "articles:write", "--sections", "sport", "--languages", "en,ru",
        "--external-source", "wire", "--expires", "2099-01-31T12:00", "--rate-per-minute", "30",
    )  # fmt: skip
    key = ApiKey.objects.get()
    assert (key.sections, key.languages, key.external_source) == (
        [str(sport.id)],
        ["en", "ru"],
        "wire",
    )
    assert (key.expires_at.isoformat(), key.rate_per_minute) == ("2099-01-31T12:00:00+00:00", 30)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--scopes", "articles:eat"],
        ["--scopes", ","],
        ["--scopes", "articles:write", "--expires", "tomorrow"],
        ["--scopes", "articles:write", "--expires", "2099-99-99"],
        ["--scopes", "articles:write", "--expires", "1999-01-01T00:00Z"],
        ["--scopes", "articles:write", "--sections", "nowhere"],
        ["--scopes", "articles:write", "--rate-per-minute", "0"],
    ],
)
def test_what_a_key_cannot_be_is_refused_with_a_sentence(arguments):
    with pytest.raises(CommandError, match=r"\."):
        create(*arguments)
    assert not ApiKey.objects.exists()
