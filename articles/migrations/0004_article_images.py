"""Notes which images each working copy shows, also for those that were saved before."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models

IN_BODY = re.compile(r'data-image-id="([0-9a-f-]{36})"')


def note_uses(apps: Any, _schema_editor: Any) -> None:
    """Write a row for each image of each draft; images that are not there any more are passed by."""
    article_image = apps.get_model("articles", "ArticleImage")
    known = set(apps.get_model("media", "Image").objects.values_list("id", flat=True))
    articles = apps.get_model("articles", "Article").objects.values_list(
        "id", "lead_image", "body"
    )
    pairs = (
        article_image(article_id=article, image_id=image)
        for article, lead, body in articles.iterator()
        for image in _shown(lead, body)
        if image in known
    )
    article_image.objects.bulk_create(pairs, batch_size=500)


def _shown(lead: UUID | None, body: str) -> Iterator[UUID]:
    yield from {*([lead] if lead else []), *map(UUID, IN_BODY.findall(body))}


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_rebuild_failures"),
        ("media", "0003_intake"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArticleImage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="image_uses",
                        to="articles.article",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="article_uses",
                        to="media.image",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "image"), name="article_shows_an_image_once"
                    )
                ],
            },
        ),
        migrations.RunPython(note_uses, migrations.RunPython.noop),
    ]
