"""Full text: PostgreSQL keeps a tsvector beside the words, SQLite an FTS5 table that triggers keep in step."""

from django.db import migrations

POSTGRESQL = (
    [
        """ALTER TABLE articles_searchentry ADD COLUMN vector tsvector
           GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED""",
        "CREATE INDEX searchentry_vector ON articles_searchentry USING gin (vector)",
    ],
    ["ALTER TABLE articles_searchentry DROP COLUMN vector"],
)
SQLITE = (
    [
        """CREATE VIRTUAL TABLE articles_searchtext USING fts5(
           words, content='articles_searchentry', content_rowid='edition_id', tokenize='unicode61 remove_diacritics 0')""",
        """CREATE TRIGGER searchentry_added AFTER INSERT ON articles_searchentry BEGIN
           INSERT INTO articles_searchtext(rowid, words) VALUES (new.edition_id, new.words); END""",
        """CREATE TRIGGER searchentry_removed AFTER DELETE ON articles_searchentry BEGIN
           INSERT INTO articles_searchtext(articles_searchtext, rowid, words)
           VALUES ('delete', old.edition_id, old.words); END""",
        """CREATE TRIGGER searchentry_changed AFTER UPDATE ON articles_searchentry BEGIN
           INSERT INTO articles_searchtext(articles_searchtext, rowid, words)
           VALUES ('delete', old.edition_id, old.words);
           INSERT INTO articles_searchtext(rowid, words) VALUES (new.edition_id, new.words); END""",
    ],
    ["DROP TABLE articles_searchtext"],
)
STATEMENTS = {"postgresql": POSTGRESQL, "sqlite": SQLITE}


def forwards(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
