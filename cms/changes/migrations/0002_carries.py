"""What a thing carries now, beside all that it ever carried."""

from django.db import migrations, models
from django.db.models import F


def take_all_that_it_ever_carried(apps, schema_editor):
    # What an earlier version carried alone is not known any more: nobody is told too little.
    changes = apps.get_model("changes", "Change").objects.using(schema_editor.connection.alias)
    changes.exclude(operation="withdrawn").update(carries=F("labels"))


class Migration(migrations.Migration):

    dependencies = [
        ("changes", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="carries",
            field=models.JSONField(default=list, help_text="The labels of this version alone; empty when it is withdrawn."),
        ),
        migrations.RunPython(take_all_that_it_ever_carried, migrations.RunPython.noop),
    ]
