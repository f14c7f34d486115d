from django.db import migrations, models

from articles.stems import fold


def fold_names(apps, schema_editor):
    """Give tags and sources that are public already what `q=` looks in."""
    things = apps.get_model("articles", "PublicThing").objects
    rows = list(things.exclude(name="").only("name"))
    for row in rows:
        row.folded_name = fold(row.name)
    things.bulk_update(rows, ["folded_name"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("articles", "0007_preview_links")]

    operations = [
        migrations.AddField(
            model_name="publicthing",
            name="folded_name",
            field=models.TextField(blank=True, default="", help_text="The name as `articles.stems.fold` gives it, for `q=`."),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="publicthing", name="thing_by_age"),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
    ]
