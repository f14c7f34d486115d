"""The verb `load_sample_newsroom`: lets the sample's two weeks happen, each thing at its moment."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from articles.correcting import correct
from articles.drafts import save_draft
from articles.models import Article, Newsroom, Source, TagIdentifier
from articles.newsroom_settings import describe_newsroom
from articles.publishing import publish
from articles.rebuilding import rebuild_due
from articles.sample_newsroom.contents import Ids, content_of
from articles.sample_newsroom.pictures import draw
from articles.sample_newsroom.reading import Sample, Table, read_sample
from articles.scheduling import schedule
from articles.sourcing import save_source
from articles.translating import start_translation_group
from articles.vocabulary import save_tag
from articles.withdrawing import withdraw
from cms.locks import advisory_lock
from media.library import add_image, confirm_disclosure
from media.models import Image

SOURCE = "sample"
_USAGE = "Drawn by a program for this sample newsroom; free to use."


class Loaded(NamedTuple):
    """How many things of the sample there are; `is_new` is false when they were there already."""

    articles: int
    images: int
    tags: int
    sources: int
    is_new: bool


class _Event(NamedTuple):
    """Something that happens to an article: `publish`, `correct`, `withdraw`, `schedule` or `save`."""

    at: datetime
    verb: str
    key: str
    details: Table


def load_sample_newsroom(*, now: datetime) -> Loaded:
    """Load the sample with its history over the two weeks before `now`, all of it or nothing.

    Once it is there nothing is changed any more, whatever editors did to it.
    """
    sample = read_sample()
    if _is_loaded():
        return _counts(sample, is_new=False)
    missing = set(sample.images) - set(_images())
    files = {key: draw(key) for key in sample.images if key in missing}
    with transaction.atomic():
        advisory_lock("load_sample_newsroom", shared=False)
        if _is_loaded():
            return _counts(sample, is_new=False)
        _load(sample, files, now.replace(second=0, microsecond=0))
    rebuild_due()
    return _counts(sample, is_new=True)


def _is_loaded() -> bool:
    return Article.objects.filter(external_source=SOURCE).exists()


def _counts(sample: Sample, *, is_new: bool) -> Loaded:
    return Loaded(
        articles=len(sample.articles),
        images=len(sample.images),
        tags=len(sample.tags),
        sources=len(sample.sources),
        is_new=is_new,
    )


def _load(sample: Sample, files: Mapping[str, bytes], now: datetime) -> None:
    if not Newsroom.objects.exists():
        describe_newsroom(values=sample.newsroom, by=None)
    images = _add_images(sample.images, files)
    groups = {
        one["translation_group"] for one in sample.articles.values() if "translation_group" in one
    }
    ids = Ids(
        images=images,
        tags=_add_tags(sample.tags, images),
        sources=_add_sources(sample.sources),
        groups={group: str(start_translation_group().id) for group in sorted(groups)},
        articles={},
    )
    events = [event for key, one in sample.articles.items() for event in _events(key, one, now)]
    for event in sorted(events, key=attrgetter("at", "key")):
        _happen(event, sample.articles[event.key], ids)


def _events(key: str, article: Table, now: datetime) -> list[_Event]:
    """Return what happens to an article; a draft is only saved."""
    if "hours_ahead" in article:
        ahead = now + timedelta(hours=article["hours_ahead"])
        return [_Event(now, "schedule", key, {"at": ahead})]
    if "stage" in article:
        return [_Event(now, "save", key, {})]
    out = now - timedelta(hours=article["hours_ago"])
    later = [("correct", one) for one in article.get("corrections", [])]
    later += [("withdraw", article["withdrawn"])] if "withdrawn" in article else []
    return [_Event(out, "publish", key, {})] + [
        _Event(out + timedelta(hours=details["hours_later"]), verb, key, details)
        for verb, details in later
    ]


def _happen(event: _Event, article: Table, ids: Ids) -> None:
    if event.verb in {"publish", "schedule", "save"}:
        content = content_of(event.key, article, ids, source=SOURCE)
        stage = article.get("stage", "ready")
        saved = save_draft(changes=content, by=None, reason="Sample newsroom.", stage=stage)
        ids.articles[event.key] = str(saved.article.id)
    id_ = UUID(ids.articles[event.key])
    details = event.details
    if event.verb == "publish":
        publish(article=id_, by=None, at=event.at)
    elif event.verb == "schedule":
        schedule(article=id_, verb="publish", at=details["at"], by=None)
    elif event.verb == "correct":
        correct(article=id_, kind=details["kind"], text=details["text"], by=None, at=event.at)
    elif event.verb == "withdraw":
        other = details.get("replaced_by")
        withdraw(
            article=id_,
            by=None,
            kind=details["kind"],
            reason=details["reason"],
            replaced_by=UUID(ids.articles[other]) if other else None,
            at=event.at,
        )


def _images() -> dict[str, str]:
    rows = Image.objects.filter(external_source=SOURCE)
    return {key: str(id_) for key, id_ in rows.values_list("external_id", "id")}


def _add_images(images: Mapping[str, Table], files: Mapping[str, bytes]) -> dict[str, str]:
    ids = _images()
    for key, values in images.items():
        if key not in ids:
            own = {"external_source": SOURCE, "external_id": key, "usage_terms": _USAGE}
            row = add_image(values=values | own, by=None, content=files[key], filename=key)
            confirm_disclosure(image=row.id, by=None)  # How each was made is known: we drew it.
            ids[key] = str(row.id)
    return ids


def _add_tags(tags: Mapping[str, Table], images: Mapping[str, str]) -> dict[str, str]:
    rows = TagIdentifier.objects.filter(scheme=SOURCE)
    ids = {key: str(tag) for key, tag in rows.values_list("value", "tag")}
    for key, table in tags.items():
        if key not in ids:
            values: dict[str, Any] = dict(table)
            values["external_ids"] = {SOURCE: key, **table.get("external_ids", {})}
            values["parent"] = ids[table["parent"]] if "parent" in table else None
            values["image"] = images[table["image"]] if "image" in table else None
            ids[key] = str(save_tag(values=values, by=None).id)
    return ids


def _add_sources(sources: Mapping[str, Table]) -> dict[str, str]:
    rows = Source.objects.filter(external_source=SOURCE)
    ids = {key: str(id_) for key, id_ in rows.values_list("external_id", "id")}
    for key, table in sources.items():
        if key not in ids:
            values = table | {"external_source": SOURCE, "external_id": key}
            ids[key] = str(save_source(values=values, by=None).id)
    return ids
