"""How the yardstick's articles are created: a ModelViewSet with a token, as one writes it with ordinary care."""

from typing import Any

from django.db import transaction
from rest_framework import serializers, viewsets
from rest_framework.authentication import TokenAuthentication
from rest_framework.permissions import IsAuthenticated

from bench.plain_drf.news.models import Article, Citation, Credit


class CreditWriteSerializer(serializers.ModelSerializer):
    """A name in the byline."""

    class Meta:
        model = Credit
        fields = ["contributor", "role"]


class CitationWriteSerializer(serializers.ModelSerializer):
    """What the article takes from a source."""

    class Meta:
        model = Citation
        fields = ["source", "role", "url", "title"]


class ArticleWriteSerializer(serializers.ModelSerializer):
    """An article with its byline and its sources."""

    credits = CreditWriteSerializer(many=True)
    citations = CitationWriteSerializer(many=True)

    class Meta:
        model = Article
        fields = [
            "id", "slug", "kind", "language", "kicker", "headline", "standfirst", "body", "section", "tags",
            "lead_image", "urgency", "ai_use", "published_at", "first_published_at", "updated_at", "credits",
            "citations",
        ]  # fmt: skip

    @transaction.atomic
    def create(self, validated_data: dict[str, Any]) -> Article:
        """Store the article, then the rows beside it."""
        names, citations = validated_data.pop("credits"), validated_data.pop("citations")
        article: Article = super().create(validated_data)
        Credit.objects.bulk_create(
            Credit(article=article, position=place, **one) for place, one in enumerate(names)
        )
        Citation.objects.bulk_create(
            Citation(article=article, position=place, **one) for place, one in enumerate(citations)
        )
        return article


class ArticleWriteViewSet(viewsets.ModelViewSet):
    """Creates, and all else that a ModelViewSet does."""

    queryset = Article.objects.all()
    serializer_class = ArticleWriteSerializer
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]
