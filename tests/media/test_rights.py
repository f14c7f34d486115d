"""How the end of rights is told."""

from datetime import UTC, datetime, timedelta

import pytest

from media.rights import rights_notice

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (None, ""),
        (timedelta(days=30, seconds=1), ""),
        (timedelta(days=30), "expire in 30 days (31 May 2026)"),
        (timedelta(days=1), "expire in 1 day (2 May 2026)"),
        (timedelta(hours=3), "expire within a day (1 May 2026, 15:00 UTC)"),
        (timedelta(0), "expired on 1 May 2026"),
        (timedelta(days=-40), "expired on 22 March 2026"),
    ],
)
def test_editors_are_told_from_thirty_days_before_the_end(after, said):
    assert rights_notice(None if after is None else NOW + after, NOW) == said
