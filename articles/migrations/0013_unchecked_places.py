"""The database does not check the editions of references and index rows.

They are written and taken out in the transaction of their edition, some thirty for each publication, and can be made
again from it. To look the same edition up for every one of them took PostgreSQL a tenth of a publication's time.
"""

from django.db import migrations, models
from django.db.models import CASCADE


def unchecked(model, related_name="%(class)s_set"):
    key = models.ForeignKey(
        "articles.edition", on_delete=CASCADE, related_name=related_name, db_index=False, db_constraint=False
    )
    return migrations.AlterField(model, "edition", key)


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_one_index_is_enough")]
    operations = [
        unchecked("reference", "references"),
        unchecked("sourceentry"),
        unchecked("tagentry"),
        unchecked("termentry"),
    ]
