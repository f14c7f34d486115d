from bench.plans import postgres_scans, sqlite_scans

STATEMENT = """
    WITH self AS (SELECT id FROM articles_edition)
    SELECT * FROM "articles_termentry" e JOIN self ON e.edition_id = self.id
    JOIN articles_tag AS t ON t.id = 1
"""


def test_a_table_that_sqlite_reads_whole_is_named_whatever_it_is_called_there():
    lines = ["SCAN e", "SCAN t USING INDEX tag_by_name", "SCAN articles_edition"]
    assert sqlite_scans(lines, STATEMENT) == [
        "articles_termentry",
        "articles_tag",
        "articles_edition",
    ]


def test_an_index_that_sqlite_makes_for_one_answer_reads_the_table_too():
    lines = ["SEARCH e USING AUTOMATIC COVERING INDEX (edition_id=?)"]
    assert sqlite_scans(lines, STATEMENT) == ["articles_termentry"]


def test_what_is_no_table_or_found_by_an_index_is_no_scan():
    lines = [
        "SCAN self", "SCAN CONSTANT ROW", "SCAN articles_searchtext VIRTUAL TABLE INDEX 0:M1",
        "SEARCH e USING INDEX termentry_latest (term=?)",
    ]  # fmt: skip
    assert sqlite_scans(lines, STATEMENT) == []


def test_sequential_scans_are_found_wherever_they_are_in_the_plan():
    scan = {
        "Node Type": "Seq Scan", "Relation Name": "articles_tag", "Actual Rows": 3,
        "Rows Removed by Filter": 1000,
    }  # fmt: skip
    plan = {"Node Type": "Limit", "Plans": [{"Node Type": "Sort", "Plans": [scan]}]}
    assert postgres_scans(plan) == ["articles_tag (1,003 rows)"]
