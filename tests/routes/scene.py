"""One newsroom with something in every state, for requests to be about."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from articles.drafts import save_draft
from articles.killing import kill_image
from articles.models import Article
from articles.preview_tokens import token_of
from articles.previewing import make_preview_link
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.scheduling import schedule
from articles.withdrawing import withdraw
from cms.access.models import AuditLine, User
from cms.webhooks.acknowledging import acknowledge_link
from cms.webhooks.models import Delivery, Endpoint
from media.inputs import digest_of
from media.library import add_image
from media.passes import pass_folder
from media.recipes import Recipe, Size, rendition_path
from tests.articles.builders import (
    citation_of,
    make_draft,
    make_held,
    make_image,
    make_published,
    make_source,
    make_tag,
    png,
    use_of,
)
from tests.cms.changes.feed import number_here
from tests.hooks import make_hook
from tests.keys import key_row

PASSWORD = "a-password-for-tests"
HANDLER = Client().handler  # It loads all middleware once, for thousands of new browsers.
Scene = dict[str, Any]


def make_scene() -> Scene:
    """Return what the table's examples and the admin's routes are filled with."""
    people = _people()
    webhook = _webhook()
    tag, source, image = make_tag("Shipping"), make_source(), make_image()
    live = make_published(
        "Former name",
        tags=[str(tag.id)],
        citations=[citation_of(source)],
        lead_image=use_of(image),
    )
    save_draft(article=live.id, changes={"slug": "harbour-reopens"}, by=None)
    publish(article=live.id, by=None)
    withdraw(article=make_published("Taken back").id, by=None)
    number_here()
    planned = schedule(
        article=live.id, verb="withdraw", at=timezone.now() + timedelta(days=1), by=None
    )
    return {
        "live": "harbour-reopens", "former": "former-name", "withdrawn": "taken-back", "tag": tag.slug,
        "source": source.slug, "image": image.id, "original": image.file.name, "rendition": _path_of_lead_image(),
        "killed_image": _killed_image(), "objects": {
            "articles/article": live.id, "articles/tag": tag.id, "articles/source": source.id,
            "media/image": image.id, "articles/schedule": planned.id, "articles/newsroom": 1,
            "articles/proposal": make_held(live, kicker="Sent").id,
            "webhooks/endpoint": webhook["webhook"], "webhooks/delivery": webhook["delivery"],
            "webhooks/kill": webhook["delivery"], **people,
        },
        "sessions": {name: session_of(User.objects.get(username=name)) for name in ("stranger", "editor")},
        "elsewhere": {
            "sections": [make_tag("Elsewhere", "section").slug], "languages": ["kk"], "external_source": "elsewhere",
        },
        "variables": {
            "schedule_id": planned.id, "link_id": make_preview_link(
                article=live.id, lifetime=timedelta(days=1), by=None
            ).id, "number": 1, "app_label": "articles", "content_type_id": _articles(),
            "url": "no-such-page/",
        },
    } | _hidden() | webhook  # fmt: skip


def path_of(route: str, scene: Scene) -> str:
    """Return the address of an admin route, with every variable filled from the scene."""
    model = re.match(r"admin/(\w+/\w+)/", route)
    values = {
        "object_id": scene["objects"].get(model and model[1], scene["objects"]["articles/article"]),
        **scene["variables"],
    }
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).replace("^", "").replace("$", "")
    return "/" + re.sub(
        r"<(?:\w+:)?(\w+)>", lambda found: str(values[_known(found[1], values)]), plain
    )


def browser_of(caller: str, scene: Scene) -> Client:
    """Return a new browser: nobody's (`anonymous`), or one in which that person is logged in."""
    browser = Client()
    browser.handler = HANDLER
    if caller != "anonymous":
        browser.cookies[settings.SESSION_COOKIE_NAME] = scene["sessions"][caller]
    return browser


def session_of(person: User) -> str:
    """Return the session of somebody who has just logged in."""
    browser = Client()
    browser.force_login(person)
    return str(browser.session.session_key)


def _articles() -> int:
    return int(ContentType.objects.get_for_model(Article).pk)


def _known(variable: str, values: Scene) -> str:
    # `id` is how Django's own user admin calls what the others call `object_id`.
    name = "object_id" if variable == "id" else variable
    assert name in values, f"Say in tests/routes/scene.py what stands for <{variable}>."
    return name


def _people() -> dict[str, Any]:
    User.objects.create_user("stranger", password=PASSWORD)
    editor = User.objects.create_superuser("editor", password=PASSWORD)
    key = key_row()
    line = AuditLine.objects.create(
        key=key, actor=key.name, method="PUT", route="/", status=200, request_id="r"
    )
    return {
        "access/apikey": key.pk,
        "access/auditline": line.pk,
        "access/user": editor.pk,
        "auth/group": Group.objects.create(name="Desk").pk,
    }


def _hidden() -> Scene:
    """Return things that no live article shows."""
    tag, source, image = make_tag("Hidden tag"), make_source("Hidden"), make_image(credit="Hidden")
    citation, pinned = citation_of(source), make_draft("Pinned").id
    draft = make_draft(
        "Not out yet",
        slug="not-out-yet",
        tags=[str(tag.id)],
        citations=[citation],
        pins=[str(pinned)],
    )
    link = make_preview_link(article=draft.id, lifetime=timedelta(days=1), by=None)
    opening = pass_folder(image.sha256, digest_of(image))
    smallest = Recipe("original", Size(image.width, image.height), "jpeg")
    return {
        "token": token_of(link.id), "pass": opening, "forged_pass": opening.replace(".", "0.", 1),
        "hidden_rendition": rendition_path(image.sha256, smallest, digest_of(image)),
        "draft": draft.slug, "draft_id": draft.id, "hidden_tag": tag.slug, "hidden_source": source.slug,
        "hidden_image": image.id, "citation": citation["id"], "pinned": pinned,
    }  # fmt: skip


def _webhook() -> Scene:
    """Return an endpoint that all keys share, and the delivery of a kill to it."""
    endpoint = make_hook(description="Shared").endpoint
    Endpoint.objects.filter(pk=endpoint.pk).update(is_shared=True)
    killed = Delivery.objects.create(
        endpoint=endpoint,
        event="article.withdrawn",
        at=timezone.now(),
        is_kill=True,
        due_at=timezone.now(),
    )
    token = acknowledge_link(killed).rstrip("/").rpartition("/")[2]
    return {"webhook": endpoint.pk, "delivery": killed.pk, "acknowledgement": token}


def _killed_image() -> UUID:
    values = {"alt": {"en": "A picture"}, "digital_source_type": "digitalCapture"}
    image = add_image(values=values, by=None, content=png(colour="red"))
    make_published("With a picture", lead_image=use_of(image))
    kill_image(image=image.id, by=None)
    rebuild_due()
    return image.id


def _path_of_lead_image() -> str:
    headlines = Client().get("/api/v1/headlines/").json()["results"]
    return urlsplit(headlines[0]["lead_image"]["src"]).path.removeprefix("/files/")
