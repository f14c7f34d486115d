"""The results as tables in Markdown, for the terminal and for the page."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.arithmetic import Cost, as_fraction, ratio
from bench.growth import Grown, Plan
from bench.side_by_side import Answer


class MarkersMissingError(Exception):
    """The page has no place for the table; the message names the markers."""


def side_by_side_table(answers: Iterable[Answer]) -> str:
    """Return both servers' costs, a question each pair of lines."""
    lines = [
        ["", "CPU per request", "share", "target", "SQL", "bytes", "p50", "p99"],
        *(line for answer in answers for line in _lines(answer)),
    ]
    return plain_table(lines)


def _lines(answer: Answer) -> list[list[str]]:
    share = ratio(answer.ours.processor_ms, answer.theirs.processor_ms)
    verdict = "met" if share <= answer.question.target else "MISSED"
    target = f"{as_fraction(answer.question.target).removesuffix('.0')} {verdict}"
    name = answer.question.name
    return [
        [f"{name}: Standfirst", *_figures(answer.ours, as_fraction(share), target)],
        [f"{name}: plain DRF", *_figures(answer.theirs, "", "")],
    ]


def _figures(cost: Cost, share: str, target: str) -> list[str]:
    return [
        f"{cost.processor_ms:.2f} ms", share, target, f"{cost.statements:g}", f"{cost.body_bytes:,.0f}",
        f"{cost.p50_ms:.1f} ms", f"{cost.p99_ms:.1f} ms",
    ]  # fmt: skip


def growth_table(grown: Sequence[Grown]) -> str:
    """Return p50 and p99 of each question, a column for each size."""
    sizes = sorted({one.articles for one in grown})
    questions = dict.fromkeys(one.question for one in grown)
    found = {(one.question, one.articles): one for one in grown}
    return plain_table(
        [
            ["p50 / p99 in ms", *(f"{size:,} articles" for size in sizes)],
            *(
                [question, *(_pair(found[question, size]) for size in sizes)]
                for question in questions
            ),
        ]
    )


def _pair(one: Grown) -> str:
    return f"{one.p50_ms:.1f} / {one.p99_ms:.1f}"


def plans_table(plans: dict[str, list[Plan]]) -> str:
    """Return what each database reads from end to end, a column for each database."""
    names = [*plans]
    rows = zip(*plans.values(), strict=True)
    return plain_table(
        [
            ["read from end to end", *names],
            *(
                [row[0].question, *(", ".join(plan.scans) or "nothing" for plan in row)]
                for row in rows
            ),
        ]
    )


def write_between_markers(page: Path, name: str, table: str) -> None:
    """Put a table between `<!-- name -->` and `<!-- /name -->` of a page."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    text = page.read_text()
    if start not in text or end not in text:
        raise MarkersMissingError(f"{page} has no place for the table: write {start} and {end}.")
    before, _, rest = text.partition(start)
    page.write_text(f"{before}{start}\n{table}\n{end}{rest.partition(end)[2]}")


def plain_table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as a table, the head first."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    head, *rest = (
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    )
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([head, rule, *rest])
