"""Full-text search over the words of live editions: the same stems on PostgreSQL and on SQLite."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import FloatField
from django.db.models.expressions import RawSQL

from articles.stems import query_terms
from cms.http.problem import BadRequest, FieldError

Terms = Sequence[frozenset[str]]


def read_query(q: str) -> Terms:
    """Return for each word of a query the stems that may stand for it; raises `BadRequest` for one that is too long."""
    try:
        return query_terms(q)
    except ValueError as problem:
        raise BadRequest(errors=[FieldError("q", "invalid", f"q: {problem}")]) from None


def matching_editions(terms: Terms) -> RawSQL:
    """Return the editions that hold a stem of every word, as a subquery of their keys."""
    if connection.vendor == "postgresql":
        return RawSQL(
            "SELECT edition_id FROM articles_searchentry WHERE vector @@ %s::tsquery",
            [_tsquery(terms)],
        )
    return RawSQL(
        "SELECT rowid FROM articles_searchtext WHERE articles_searchtext MATCH %s", [_fts5(terms)]
    )


def relevance(terms: Terms) -> RawSQL:
    """Return how well an edition answers the words; higher is better, and comparable within one answer only."""
    if connection.vendor == "postgresql":
        return RawSQL(
            "(SELECT ts_rank_cd(vector, %s::tsquery, 1) FROM articles_searchentry"
            " WHERE edition_id = articles_edition.id)",
            [_tsquery(terms)],
            output_field=FloatField(),
        )
    return RawSQL(
        "(SELECT -rank FROM articles_searchtext WHERE articles_searchtext MATCH %s"
        " AND articles_searchtext.rowid = articles_edition.id)",
        [_fts5(terms)],
        output_field=FloatField(),
    )


def _tsquery(terms: Terms) -> str:
    # Stems are letters and digits alone, so quoting them is enough; as lexemes they pass no dictionary.
    return " & ".join(
        "(" + " | ".join(f"'{stem}'" for stem in sorted(stems)) + ")" for stems in terms
    )


def _fts5(terms: Terms) -> str:
    return " AND ".join(
        "(" + " OR ".join(f'"{stem}"' for stem in sorted(stems)) + ")" for stems in terms
    )
