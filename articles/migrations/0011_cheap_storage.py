"""PostgreSQL takes the places of words from us, and compresses long values with lz4 or not at all.

Most of what a publication cost it was its own slow compression (pglz), and reading the words letter by letter. Without
lz4 (a server that was built without it) the values stay as they are: twice the space, and cheap to write and read.
What is stored already is left as it is.
"""

from django.db import migrations

LONG = {
    "articles_edition": (
        "content", "headline", "lead_image_original", "lead_image_16x9", "lead_image_4x3", "lead_image_1x1", "tail",
        "images_original", "images_16x9", "images_4x3", "images_1x1", "body_html", "body_blocks", "body_markdown",
        "body_text",
    ),
    "articles_revision": ("content",),
    "articles_article": ("body",),
    "articles_searchentry": ("words", "vector"),
}  # fmt: skip
HAS_LZ4 = "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"


def store(schema_editor, how):
    for table, columns in LONG.items():
        actions = ", ".join(f"ALTER COLUMN {column} SET {how}" for column in columns)
        schema_editor.execute(f"ALTER TABLE {table} {actions}")


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("ALTER TABLE articles_searchentry ALTER COLUMN vector DROP EXPRESSION")
    schema_editor.execute("ALTER TABLE articles_searchentry ALTER COLUMN vector SET NOT NULL")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(HAS_LZ4)
        found = cursor.fetchone()
    store(schema_editor, "COMPRESSION lz4" if found and found[0] else "STORAGE EXTERNAL")


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("ALTER TABLE articles_searchentry DROP COLUMN vector")
    schema_editor.execute(
        "ALTER TABLE articles_searchentry ADD COLUMN vector tsvector"
        " GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED"
    )
    schema_editor.execute(
        "CREATE INDEX searchentry_vector ON articles_searchentry USING gin (vector)"
    )
    store(schema_editor, "STORAGE EXTENDED")
    store(schema_editor, "COMPRESSION DEFAULT")


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_held_pushes")]
    operations = [migrations.RunPython(forwards, backwards)]
