"""The foreign key loses the index of its own: the unique constraint begins with the same column.

`AlterField` stands for the model alone: run, it would check all foreign keys again, and copy the table on SQLite.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("idempotency", "0001_kept_answers")]
    operations = [
        migrations.RunSQL(
            "DROP INDEX idempotency_keptanswer_key_id_879828f8",
            "CREATE INDEX idempotency_keptanswer_key_id_879828f8 ON idempotency_keptanswer (key_id)",
            state_operations=[
                migrations.AlterField(
                    "keptanswer",
                    "key",
                    models.ForeignKey("access.apikey", on_delete=models.CASCADE, related_name="+", db_index=False),
                )
            ],
        )
    ]
