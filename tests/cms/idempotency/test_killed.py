"""A server that is killed with SIGKILL: a request that is sent again is done once, and answered as the first time."""

import random
import threading
import time
from collections import Counter

import pytest
from django.utils import timezone

from articles.models import Article, Edition, Tag
from cms.access.models import AuditLine
from cms.idempotency.models import KeptAnswer
from tests.cms.idempotency.errands import AT_WORK, Errand, Sender, article, bulk
from tests.keys import bearer
from tests.media.pictures import drawn
from tests.receivers import answering, receiving
from tests.serving import Server

SETTINGS = "tests.cms.idempotency.settings"
SENDERS, KILLS = 6, 50
WAIT_SECONDS = 30


def wait_for(what):
    end = time.monotonic() + WAIT_SECONDS
    while not what() and time.monotonic() < end:
        time.sleep(0.01)
    assert what()


def half_run() -> dict[str, KeptAnswer]:
    """Return the requests that were begun and not ended, by their words."""
    return {row.word: row for row in KeptAnswer.objects.filter(status=None)}


def let_leases_run_out(rows):
    tokens = [row.token for row in rows]
    KeptAnswer.objects.filter(token__in=tokens).update(claimed_until=timezone.now())


def check(errands: list[Errand], port: int, key: dict[str, str]) -> None:
    """Ask for every answer once more: it is the first one, and everything was made and published once."""
    for errand in errands:
        assert errand.until_answered(port, key).is_replayed
        assert len({answer.said for answer in errand.answers}) == 1, errand
        assert sum(not answer.is_replayed for answer in errand.answers) <= 1, errand
        assert {answer.status for answer in errand.refused} <= {AT_WORK}, errand
    made = Counter(Article.objects.values_list("headline", flat=True))
    made += Counter(Tag.objects.values_list("name", flat=True))
    assert made == Counter(name for errand in errands for name in errand.names)
    assert Edition.objects.count() == sum("then" in errand.document for errand in errands)
    assert AuditLine.objects.filter(method="POST").count() == len(errands)
    assert half_run() == {}


@pytest.mark.slow
def test_a_lost_answer_is_given_again_and_half_a_request_is_done_after_its_lease(child):
    key, asked, brought = bearer(), threading.Event(), threading.Event()

    def bring(connection, request):
        asked.set()
        brought.wait(WAIT_SECONDS)
        answering(200, drawn())(connection, request)

    with receiving(bring) as pictures:
        server = Server(child, settings=SETTINGS)
        picture = {"source": "wire", "external_id": "1", "url": f"{pictures.url}.png"}
        half, lost = article("half", images=[picture]), bulk("lost")
        with half.sent(server.port, key):
            wait_for(asked.is_set)  # It is at work before the other comes.
            with lost.sent(server.port, key):
                wait_for(lambda: KeptAnswer.objects.filter(word="lost", status=200))
                server.kill()
        server.start()
        assert lost.until_answered(server.port, key).is_replayed
        assert half.send(server.port, key).status == AT_WORK
        let_leases_run_out(half_run().values())
        brought.set()
        assert not half.until_answered(server.port, key).is_replayed
        check([half, lost], server.port, key)


def kill_again_and_again(server: Server, senders: list[Sender], key: dict[str, str]) -> int:
    """Kill the server in the midst; return how many requests were found half-run, each 409 until its lease ended."""
    chance, found = random.Random(7), 0
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.2, 1.5))
        server.kill()
        # Those whose lease was let run out before, and that nobody came to take over, are free.
        begun = {
            word: row for word, row in half_run().items() if row.claimed_until > timezone.now()
        }
        server.start()
        known = {errand.word: errand for sender in senders for errand in [*sender.errands]}
        still = [word for word in begun if word in half_run()]
        assert [known[word].send(server.port, key).status for word in still] == [AT_WORK] * len(
            still
        )
        let_leases_run_out(begun[word] for word in still)
        found += len(still)
    return found


@pytest.mark.torture
def test_whatever_is_killed_when_every_request_is_done_once_and_answered_alike(child, figures):
    key = bearer()
    server = Server(child)
    senders = [Sender(f"sender-{number}", server.port, key) for number in range(SENDERS)]
    for sender in senders:
        sender.start()
    half = kill_again_and_again(server, senders, key)
    for sender in senders:
        sender.over.set()
        sender.join(WAIT_SECONDS)
        assert sender.failure is None, sender.failure
    errands = [errand for sender in senders for errand in sender.errands]
    lost = sum(errand.answers[0].is_replayed for errand in errands)
    check(errands, server.port, key)
    assert half
    assert lost
    figures(
        f"{len(errands):,} requests, {KILLS} × server killed; {half} half-run, {lost} done with the answer"
        f" lost, {sum(errand.unanswered for errand in errands):,} times no answer; each done once"
    )
