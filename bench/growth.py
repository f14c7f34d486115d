"""What the heavier questions cost as the base grows, and whether the database finds or searches the answer."""

import json
import subprocess
import sys
from typing import NamedTuple

from bench.arithmetic import percentile
from bench.asking import ask
from bench.databases import Databases
from bench.servers import STANDFIRST, running

# Names of the sample load: the tag on half of all articles, and the two next in frequency.
COMMON, SECOND, THIRD = "northland", "climate-budgets", "aldo-ashdown"
HARD = {
    "latest headlines": "/api/v1/headlines/",
    "with the tag on half of all articles": f"/api/v1/headlines/?tag={COMMON}",
    "… and in one language": f"/api/v1/headlines/?tag={COMMON}&language=kk",
    "with three tags at once": f"/api/v1/headlines/?tag={COMMON}&tag={SECOND}&tag={THIRD}",
    "without a tag": f"/api/v1/headlines/?tag=-{COMMON}",
    "search, newest first": "/api/v1/headlines/?q=harbour+engineers",
    "search, most relevant": "/api/v1/headlines/?q=harbour+engineers&order=relevance",
    "related to an article with that tag": "/api/v1/articles/{slug}/related/",
    "an article page with related and latest": "/api/v1/articles/{slug}/?include=related,latest",
}


class Grown(NamedTuple):
    """One question at one size of the base."""

    question: str
    articles: int
    p50_ms: float
    p99_ms: float


class Plan(NamedTuple):
    """What the database reads from end to end to answer a question; nothing is best."""

    question: str
    statements: int
    scans: list[str]


def measure(databases: Databases, *, articles: int, slug: str, requests: int) -> list[Grown]:
    """Return what the hard questions cost now; `slug` is an article with the commonest tag."""
    with running(STANDFIRST, databases.environment(STANDFIRST), HARD["latest headlines"]) as server:
        found = []
        for question, pattern in HARD.items():
            path = pattern.format(slug=slug)
            ask(server, [path], max(5, requests // 10))  # Warm up.
            seconds = ask(server, [path], requests).seconds
            p50, p99 = (1000 * percentile(seconds, percent) for percent in (50, 99))
            found.append(Grown(question, articles, p50, p99))
        return found


def plans(environment: dict[str, str]) -> list[Plan]:
    """Return how a database answers the hard questions."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench.plans"],
        env=environment,
        input=json.dumps({"tag": COMMON, "questions": HARD}),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    return [Plan(*plan) for plan in json.loads(ran.stdout)]
