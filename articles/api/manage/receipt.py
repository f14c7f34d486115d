"""What the manage API answers to who wrote an article: what became of it, and nothing of its content."""

from typing import Any

from articles.receipts import Pushed


def receipt(pushed: Pushed) -> dict[str, Any]:
    """Return the receipt as JSON says it."""
    return {
        "id": str(pushed.article),
        "type": "article",
        "outcome": str(pushed.outcome),
        "revision": pushed.revision,
        "edition": pushed.edition,
        "proposal": str(pushed.proposal) if pushed.proposal else None,
        "warnings": [one._asdict() for one in pushed.warnings],
    }
