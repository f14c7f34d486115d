"""Foreign keys lose the index of their own where a unique constraint begins with the same column.

Rows are found by the constraint's index just as well, and every row that is written fills one index less. `AlterField`
stands for the models alone: run, it would drop the partial unique constraints of the column too (they are indexes with
one column), hold the tables while all foreign keys are checked again, and copy them whole on SQLite.
"""

from django.db import migrations, models
from django.db.models import CASCADE, PROTECT


def without(index, model, name, to, on_delete=CASCADE, **more):
    table, column = f"articles_{model}", f"{name}_id"
    key = models.ForeignKey(to, on_delete=on_delete, db_index=False, **more)
    return migrations.RunSQL(
        f"DROP INDEX {index}",
        f"CREATE INDEX {index} ON {table} ({column})",
        state_operations=[migrations.AlterField(model, name, key)],
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_cheap_storage")]
    operations = [
        without(
            "articles_article_translation_group_id_081fb6e8",
            "article", "translation_group", "articles.translationgroup", PROTECT,
            null=True, blank=True, related_name="articles",
        ),
        without(
            "articles_articlecontributor_article_id_e01b8103",
            "articlecontributor", "article", "articles.article", related_name="contributor_uses",
        ),
        without(
            "articles_articleimage_article_id_b2a67e90",
            "articleimage", "article", "articles.article", related_name="image_uses",
        ),
        without(
            "articles_articletag_article_id_b6f1ce82",
            "articletag", "article", "articles.article", related_name="tag_uses",
        ),
        without(
            "articles_edition_article_id_7f9247b9",
            "edition", "article", "articles.article", PROTECT, related_name="editions",
        ),
        without(
            "articles_pin_article_id_510fb3e2",
            "pin", "article", "articles.article", related_name="pins",
        ),
        without(
            "articles_reference_edition_id_f1035766",
            "reference", "edition", "articles.edition", related_name="references",
        ),
        without(
            "articles_revision_article_id_2d2af917",
            "revision", "article", "articles.article", related_name="revisions",
        ),
        without(
            "articles_sourceentry_edition_id_98be888b",
            "sourceentry", "edition", "articles.edition", related_name="%(class)s_set",
        ),
        without(
            "articles_tagentry_edition_id_22ac1275",
            "tagentry", "edition", "articles.edition", related_name="%(class)s_set",
        ),
        without(
            "articles_termentry_edition_id_bb2e4054",
            "termentry", "edition", "articles.edition", related_name="%(class)s_set",
        ),
    ]  # fmt: skip
