"""The addresses of the public read API, below `/api/v1/`."""

from django.urls import path

from articles.api.article_detail import ArticleDetail, RelatedList
from articles.api.article_list import ArticleList, HeadlineList
from articles.api.preview import ArticlePreview
from articles.api.site import Site
from articles.api.thing_views import (
    ImageDetail,
    ImageList,
    SourceDetail,
    SourceList,
    TagDetail,
    TagList,
)

app_name = "read"

urlpatterns = [
    path("articles/", ArticleList.as_view(), name="article-list"),
    path("articles/<str:key>/", ArticleDetail.as_view(), name="article-detail"),
    path("articles/<str:key>/related/", RelatedList.as_view(), name="article-related"),
    path("headlines/", HeadlineList.as_view(), name="headline-list"),
    path("tags/", TagList.as_view(), name="tag-list"),
    path("tags/<str:key>/", TagDetail.as_view(), name="tag-detail"),
    path("sources/", SourceList.as_view(), name="source-list"),
    path("sources/<str:key>/", SourceDetail.as_view(), name="source-detail"),
    path("images/", ImageList.as_view(), name="image-list"),
    path("images/<str:key>/", ImageDetail.as_view(), name="image-detail"),
    path("preview/articles/<uuid:article>/", ArticlePreview.as_view(), name="article-preview"),
    path("site/", Site.as_view(), name="site"),
]
