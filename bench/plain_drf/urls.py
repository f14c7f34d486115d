"""Routes of the yardstick: articles, their headlines and their relatives."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from bench.plain_drf.news.views import ArticleViewSet, HeadlineViewSet
from bench.plain_drf.news.writing import ArticleWriteViewSet

router = DefaultRouter()
router.register("articles", ArticleViewSet, basename="article")
router.register("headlines", HeadlineViewSet, basename="headline")
router.register("writing", ArticleWriteViewSet, basename="writing")
urlpatterns = [path("api/", include(router.urls))]
