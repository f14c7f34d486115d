"""Requests made up from the OpenAPI document, good and bad: every answer is one that it promises."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.generation.case import Case

from articles.sample_newsroom.loading import load_sample_newsroom
from cms.wsgi import application
from tests import made_up
from tests.conftest import ROOT
from tests.keys import bearer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample", "kept_connection")]
DOCUMENT = json.loads((ROOT / "docs" / "openapi.json").read_bytes())
OPERATIONS = [(path, name) for path, found in DOCUMENT["paths"].items() for name in found]
# One for all tests: it reads through the whole application for words to try.
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
SCHEMA.app = application
SHORT = {"max_examples": 25, "derandomize": True, "database": None}
LONG = {"max_examples": 200, "database": None}
# Why a request may be refused though it is as described: what no JSON Schema can say.
BEYOND_A_SCHEMA = {
    "damaged", "foreign", "unknown", "needs_q", "not_with_id", "needs_one", "no_words", "too_many_words", "invalid",
    "too_long", "too_many_parameters", "absurd_year", "empty", "not_a_moment", "too_many",
}  # fmt: skip


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """Load it once for all tests of this file, inside a transaction that is taken back at their end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_sample_newsroom(now=timezone.now())
        yield bearer()
        transaction.set_rollback(True)


@pytest.fixture
def kept_connection():
    """Keep the test's connection, as Django's own client does: the end of a request would close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def judge(case: Case, mode: GenerationMode, key: dict[str, str]) -> None:
    """Send a made-up request and have every check that there is judge the answer."""
    # What it would ask of status codes is asked below, code by code.
    excluded = [CHECKS.get_one("positive_data_acceptance")]
    is_keyed = "security" in DOCUMENT["paths"][case.path][case.method.lower()]
    answer = case.call_and_validate(excluded_checks=excluded, headers=key if is_keyed else None)
    if mode.is_positive and answer.status_code == 400 and not is_keyed:
        codes = {error["code"] for error in json.loads(answer.content)["errors"]}
        assert codes, answer.content
        assert codes <= BEYOND_A_SCHEMA, answer.content


def attack(
    path: str, method: str, mode: GenerationMode, key: dict[str, str], **budget
) -> list[bytes]:
    """Send made-up requests to an address, and return them."""
    sent = []

    @settings(deadline=None, suppress_health_check=list(HealthCheck), **budget)
    @given(case=SCHEMA[path][method.upper()].as_strategy(generation_mode=mode))
    def ask(case):
        sent.append(made_up.written(case))
        judge(case, mode, key)

    ask()
    return sent


@pytest.mark.parametrize("mode", [*GenerationMode], ids=str)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_as_promised(path, method, mode, sample):
    file = made_up.file_for(path, method, mode)
    if file and file.exists():
        for case in made_up.kept(file, SCHEMA):
            judge(case, mode, sample)
        return
    sent = attack(path, method, mode, sample, **SHORT)
    if file:
        made_up.keep(file, sent)


@pytest.mark.torture
@pytest.mark.parametrize("mode", [*GenerationMode], ids=str)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_is_as_promised_for_long(path, method, mode, sample):
    attack(path, method, mode, sample, **LONG)
