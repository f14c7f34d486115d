"""The editors' pages; importing them registers them."""

from articles.admin import (
    article_admin,
    image_admin,
    newsroom_admin,
    proposal_admin,
    schedule_admin,
    source_admin,
    tag_admin,
)

__all__ = [
    "article_admin",
    "image_admin",
    "newsroom_admin",
    "proposal_admin",
    "schedule_admin",
    "source_admin",
    "tag_admin",
]
