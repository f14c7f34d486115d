"""A small newsroom whose public part is always the same, with or without a hidden part."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from articles.correcting import correct
from articles.drafts import save_draft
from articles.killing import kill_image
from articles.newsroom_settings import describe_newsroom
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.translating import start_translation_group
from articles.vocabulary import rename_tag
from articles.withdrawing import withdraw
from media.library import add_image
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_published,
    make_source,
    make_tag,
    png,
    use_of,
)
from tests.cms.changes.feed import number_here
from tests.secrecy.fixed import Moments, fixed

BRIEFS = 12
Public = dict[str, Any]
Step = Callable[[Public], None]


@contextmanager
def newsroom(hide: Step | None) -> Iterator[Public]:
    """Make the newsroom and take it back at the end; `hide` adds to it what the public must not see.

    It is called after every public step, with everything that is there by then. Yields what there is, by name.
    """
    with fixed() as moments, transaction.atomic():
        _count_anew()
        made: Public = {}
        for step in STEPS:
            moments.next("public")
            step(made)
            rebuild_due()  # As the worker does each second: nothing public waits for a hidden step.
            _hide(hide, made, moments)
        number_here()
        moments.last()
        yield made
        transaction.set_rollback(True)


def _count_anew() -> None:
    """Number rows from the first free number: PostgreSQL's sequences go on counting after a rollback."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def _hide(hide: Step | None, made: Public, moments: Moments) -> None:
    if hide:
        moments.next("hidden")
        hide(made)
        rebuild_due()  # As the worker would: what is hidden makes no document anew.


def _newsroom(made: Public) -> None:
    made["logo"] = picture("teal")
    describe_newsroom(values={"name": "The Quay", "logo": str(made["logo"].id)}, by=None)


def _tags(made: Public) -> None:
    made["portrait"] = picture("plum")
    made["city"] = make_tag("City", kind="section", position=1)
    made["quarter"] = make_tag("Old quarter", kind="section", parent=str(made["city"].id))
    made["shipping"] = make_tag("Shipping", names={"ru": "Судоходство"}, synonyms=["vessels"])
    made["ferries"] = make_tag("Ferries", parent=str(made["shipping"].id))
    made["ice"] = make_tag("Ice", kind="event", external_ids={"wikidata": "Q23392"})
    made["ada"] = make_tag("Ada Marsh", kind="contributor", image=str(made["portrait"].id))


def _sources(made: Public) -> None:
    made["orda"] = make_source("Orda", homepage="https://orda.example/")
    made["bloom"] = make_source("Bloom", kind="agency")


def _images(made: Public) -> None:
    made["pier"] = picture("navy", ai_system="Grok", digital_source_type="trainedAlgorithmicMedia")
    made["tug"] = picture("olive")
    made["lost"] = picture("red")


def _harbour(made: Public) -> None:
    made["group"] = start_translation_group()
    citation = citation_of(made["orda"], title="Tides", url="https://orda.example/tides")
    body = (
        f'<p>The <span data-citation-id="{citation["id"]}">harbour</span> froze in January.</p>'
        f'<figure data-image-id="{made["tug"].id}"><figcaption>A tug</figcaption></figure>'
    )
    made["harbour"] = make_published(
        "Harbour reopens after the ice", standfirst="Ships wait no longer.", kicker="Port", body=body,
        tags=ids(made, "city", "shipping", "ice"), section=str(made["city"].id), citations=[citation],
        contributors=[{"tag": str(made["ada"].id), "role": "words"}],
        lead_image=use_of(made["pier"], "Ships at the pier", "The pier"),
        translation_group=str(made["group"].id),
    )  # fmt: skip


def _translation(made: Public) -> None:
    made["gavan"] = make_published(
        "Гавань открылась после льда", language="ru", body="<p>Корабли больше не ждут паром.</p>",
        tags=ids(made, "shipping"), translation_group=str(made["group"].id),
    )  # fmt: skip


def _pinned(made: Public) -> None:
    made["ferry"] = make_published(
        "Ferry runs every hour", tags=ids(made, "quarter", "ferries"), section=str(made["quarter"].id),
        pins=[str(made["harbour"].id)], citations=[citation_of(made["bloom"], role="via")],
    )  # fmt: skip


def _lost(made: Public) -> None:
    made["picture_story"] = make_published("A picture story", lead_image=use_of(made["lost"]))
    kill_image(image=made["lost"].id, by=None)
    rebuild_due()


def _moved(made: Public) -> None:
    save_draft(article=made["ferry"].id, changes={"slug": "hourly-ferry"}, by=None)
    publish(article=made["ferry"].id, by=None)
    rename_tag(tag=made["ice"].id, name="Ice season", slug="ice-season", by=None)
    rebuild_due()


def _corrected(made: Public) -> None:
    correct(article=made["harbour"].id, kind="correction", text="It was Tuesday.", by=None)


def _withdrawn(made: Public) -> None:
    made["gone"] = make_published("Taken back", tags=ids(made, "shipping"))
    made["replaced"] = make_published("Replaced by the ferry")
    withdraw(article=made["gone"].id, by=None, reason="It was wrong.")
    withdraw(article=made["replaced"].id, by=None, replaced_by=made["ferry"].id)


def _briefs(made: Public) -> None:
    for number in range(BRIEFS):
        tags = ids(made, "shipping") if number % 2 else ids(made, "city")
        headline = f"Ship number {number} has come in"
        draft = make_draft(headline, kind="brief", body="", tags=tags)
        publish(article=draft.id, by=None)


STEPS: list[Step] = [
    _newsroom, _tags, _sources, _images, _harbour, _translation, _pinned, _lost, _moved, _corrected, _withdrawn,
    _briefs,
]  # fmt: skip


def ids(made: Public, *names: str) -> list[str]:
    """Return the ids of some things."""
    return [str(made[name].id) for name in names]


def picture(colour: str, width: int = 400, height: int = 300, **values: Any) -> Any:
    """Add an image with a file of its own."""
    described = {"alt": {"en": f"Something {colour}"}, "digital_source_type": "digitalCapture"}
    return add_image(values=described | values, by=None, content=png(width, height, colour))


def public_ids(made: Public) -> list[UUID]:
    """Return the ids of everything in it."""
    return [thing.id for thing in made.values()]
