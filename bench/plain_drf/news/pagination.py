"""Newest first, page by page."""

from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """Cursors over the publication time."""

    ordering = ("-published_at", "-id")
    page_size = 20
    page_size_query_param = "limit"
    max_page_size = 100
