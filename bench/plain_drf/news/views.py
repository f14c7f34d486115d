"""The yardstick's endpoints."""

from django.db.models import Count
from django.shortcuts import get_object_or_404
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from bench.plain_drf.news.filters import ArticleFilter
from bench.plain_drf.news.models import Article, ArticleQuerySet
from bench.plain_drf.news.pagination import NewestFirst
from bench.plain_drf.news.serializers import ArticleSerializer, HeadlineSerializer

RELATED_LIMIT = 10


class HeadlineViewSet(viewsets.ReadOnlyModelViewSet):
    """Lists without bodies."""

    serializer_class = HeadlineSerializer
    filterset_class = ArticleFilter
    pagination_class = NewestFirst
    lookup_field = "slug"

    def get_queryset(self) -> ArticleQuerySet:
        return Article.objects.published().with_headline()


class ArticleViewSet(HeadlineViewSet):
    """Whole articles, and the relatives of one."""

    serializer_class = ArticleSerializer

    def get_queryset(self) -> ArticleQuerySet:
        return Article.objects.published().with_everything()

    @action(detail=True, serializer_class=HeadlineSerializer)
    def related(self, request: Request, slug: str) -> Response:
        """Answer the articles that share the most tags, newest first among equals."""
        article = get_object_or_404(Article.objects.published().only("pk"), slug=slug)
        found = (
            Article.objects.published()
            .filter(tags__in=article.tags.all())
            .exclude(pk=article.pk)
            .annotate(shared=Count("tags"))
            .order_by("-shared", "-published_at", "-id")
            .with_headline()[:RELATED_LIMIT]
        )
        return Response({"results": self.get_serializer(found, many=True).data})
