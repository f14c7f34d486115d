import pytest

from bench.arithmetic import Cost
from bench.growth import Grown, Plan
from bench.side_by_side import Answer, Question
from bench.tables import (
    MarkersMissingError,
    growth_table,
    plans_table,
    side_by_side_table,
    write_between_markers,
)


def costs(processor_ms: float) -> Cost:
    return Cost(processor_ms, 1, 12_345, 1.0, 2.0)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize(("ours", "verdict"), [(1.0, "1/6 met"), (1.1, "1/6 MISSED")])
def test_the_share_is_held_against_the_target(ours, verdict):
    answer = Answer(Question("list", 1 / 6, [], []), costs(ours), costs(6.0))
    _head, _rule, first, second = side_by_side_table([answer]).splitlines()
    assert cells(first)[:4] == ["list: Standfirst", f"{ours:.2f} ms", f"1/{6 / ours:.1f}", verdict]
    assert cells(second)[:4] == ["list: plain DRF", "6.00 ms", "", ""]


def test_growth_has_a_column_for_each_size():
    grown = [Grown("latest", size, 1.0, size / 1000) for size in (10_000, 1_000)]
    head, _rule, line = growth_table(grown).splitlines()
    assert cells(head)[1:] == ["1,000 articles", "10,000 articles"]
    assert cells(line) == ["latest", "1.0 / 1.0", "1.0 / 10.0"]


def test_a_plan_without_scans_reads_nothing_whole():
    plans = {"PostgreSQL": [Plan("latest", 1, [])], "SQLite": [Plan("latest", 1, ["a", "b"])]}
    assert cells(plans_table(plans).splitlines()[-1]) == ["latest", "nothing", "a, b"]


def test_a_table_replaces_the_one_before_and_nothing_else(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Title\n<!-- growth -->\nold\n<!-- /growth -->\nThe end\n")
    write_between_markers(page, "growth", "new")
    assert page.read_text() == "# Title\n<!-- growth -->\nnew\n<!-- /growth -->\nThe end\n"


def test_a_page_without_the_place_is_not_written(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Title\n")
    with pytest.raises(MarkersMissingError, match="<!-- growth -->"):
        write_between_markers(page, "growth", "new")
    assert page.read_text() == "# Title\n"
