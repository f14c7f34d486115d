"""The foreign key loses the index of its own: the unique constraint begins with the same column.

`AlterField` stands for the model alone: run, it would check all foreign keys again, and copy the table on SQLite.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0002_kills")]
    operations = [
        migrations.RunSQL(
            "DROP INDEX webhooks_delivery_endpoint_id_6cbee67d",
            "CREATE INDEX webhooks_delivery_endpoint_id_6cbee67d ON webhooks_delivery (endpoint_id)",
            state_operations=[
                migrations.AlterField(
                    "delivery",
                    "endpoint",
                    models.ForeignKey("webhooks.endpoint", on_delete=models.CASCADE, related_name="deliveries", db_index=False),
                )
            ],
        )
    ]
