"""Measures the same three questions on both servers, taking turns."""

from typing import NamedTuple

from bench.arithmetic import Cost, cost
from bench.asking import Asked, ask
from bench.databases import Databases, statements
from bench.servers import PLAIN_DRF, STANDFIRST, Server, running

COUNTED_REQUESTS = 20
HEADLINES, RELATED = 20, 10


class Question(NamedTuple):
    """What is asked: its name in the table, the largest share of the yardstick's time, and the paths of both."""

    name: str
    target: float
    ours: list[str]
    theirs: list[str]


class Answer(NamedTuple):
    """What a question cost on both servers."""

    question: Question
    ours: Cost
    theirs: Cost


def questions(slugs: list[str]) -> list[Question]:
    """Return the questions, asked about these articles."""
    return [
        Question(
            "article by slug",
            1 / 6,
            [f"/api/v1/articles/{slug}/" for slug in slugs],
            [f"/api/articles/{slug}/" for slug in slugs],
        ),
        Question(
            f"list of {HEADLINES} headlines",
            1 / 6,
            [f"/api/v1/headlines/?limit={HEADLINES}"],
            [f"/api/headlines/?limit={HEADLINES}"],
        ),
        Question(
            f"{RELATED} related headlines",
            1 / 4,
            [f"/api/v1/articles/{slug}/related/?limit={RELATED}" for slug in slugs],
            [f"/api/articles/{slug}/related/?limit={RELATED}" for slug in slugs],
        ),
    ]


def side_by_side(
    databases: Databases, *, slugs: list[str], requests: int, rounds: int
) -> list[Answer]:
    """Return what each question costs on both servers: medians of several rounds, in turns."""
    ready = f"?limit={HEADLINES}"
    with (
        running(
            STANDFIRST, databases.environment(STANDFIRST), f"/api/v1/headlines/{ready}"
        ) as ours,
        running(PLAIN_DRF, databases.environment(PLAIN_DRF), f"/api/headlines/{ready}") as theirs,
    ):
        return [
            _answer(databases, question, ours, theirs, requests, rounds)
            for question in questions(slugs)
        ]


def _answer(
    databases: Databases,
    question: Question,
    ours: Server,
    theirs: Server,
    requests: int,
    rounds: int,
) -> Answer:
    sides = ((ours, question.ours), (theirs, question.theirs))
    for server, paths in sides:
        ask(server, paths, max(requests // 4, COUNTED_REQUESTS))  # Warm up.
    asked: dict[str, list[Asked]] = {server.project.name: [] for server, _paths in sides}
    for _round in range(rounds):
        for server, paths in sides:
            asked[server.project.name].append(ask(server, paths, requests))
    costs = [
        cost(asked[server.project.name], _statements(databases, server, paths))
        for server, paths in sides
    ]
    return Answer(question, *costs)


def _statements(databases: Databases, server: Server, paths: list[str]) -> float:
    """Return how many statements the database sees for one request."""
    database = server.project.database
    before = statements(databases, database)
    ask(server, paths, COUNTED_REQUESTS)
    return (statements(databases, database) - before) / COUNTED_REQUESTS
