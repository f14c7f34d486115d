"""The foreign key loses the index of its own: the unique constraint begins with the same column.

`AlterField` stands for the model alone: run, it would check all foreign keys again, and copy the table on SQLite.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0004_external_ids")]
    operations = [
        migrations.RunSQL(
            "DROP INDEX media_renditionset_image_id_82deb1b1",
            "CREATE INDEX media_renditionset_image_id_82deb1b1 ON media_renditionset (image_id)",
            state_operations=[
                migrations.AlterField(
                    "renditionset",
                    "image",
                    models.ForeignKey("media.image", on_delete=models.CASCADE, related_name="rendition_sets", db_index=False),
                )
            ],
        )
    ]
