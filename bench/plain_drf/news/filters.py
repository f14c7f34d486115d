"""What lists can be narrowed by."""

import django_filters

from bench.plain_drf.news.models import Article


class ArticleFilter(django_filters.FilterSet):
    """By tag, section, source, contributor, language, kind and time."""

    tag = django_filters.CharFilter("tags__slug")
    section = django_filters.CharFilter("section__slug")
    source = django_filters.CharFilter("citations__source__slug")
    contributor = django_filters.CharFilter("credits__contributor__slug")
    published_after = django_filters.IsoDateTimeFilter("published_at", "gte")
    published_before = django_filters.IsoDateTimeFilter("published_at", "lt")

    class Meta:
        model = Article
        fields = ["language", "kind"]
