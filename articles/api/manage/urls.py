"""The addresses of the manage API, below `/api/v1/manage/`."""

from django.urls import path

from articles.api.manage.article_actions import (
    CorrectArticle,
    PublishArticle,
    RestoreArticle,
    ScheduleArticle,
    WithdrawArticle,
)
from articles.api.manage.articles import ManageArticleDetail, ManageArticleList
from articles.api.manage.bulk import ManageBulk
from articles.api.manage.external import ManageArticleByExternalId
from articles.api.manage.revisions import ManageRevisionDetail, ManageRevisionList

app_name = "manage"
_EXTERNAL = "by-external-id/<str:source>/<path:external_id>/"
_ARTICLE = "articles/<str:key>/"

urlpatterns = [
    path("articles/", ManageArticleList.as_view(), name="article-list"),
    path(
        f"articles/{_EXTERNAL}", ManageArticleByExternalId.as_view(), name="article-by-external-id"
    ),
    path("bulk/", ManageBulk.as_view(), name="bulk"),
    path(_ARTICLE, ManageArticleDetail.as_view(), name="article-detail"),
    path(f"{_ARTICLE}publish/", PublishArticle.as_view(), name="article-publish"),
    path(f"{_ARTICLE}schedule/", ScheduleArticle.as_view(), name="article-schedule"),
    path(f"{_ARTICLE}withdraw/", WithdrawArticle.as_view(), name="article-withdraw"),
    path(f"{_ARTICLE}correct/", CorrectArticle.as_view(), name="article-correct"),
    path(f"{_ARTICLE}restore/", RestoreArticle.as_view(), name="article-restore"),
    path(f"{_ARTICLE}revisions/", ManageRevisionList.as_view(), name="revision-list"),
    path(
        f"{_ARTICLE}revisions/<int:number>/",
        ManageRevisionDetail.as_view(),
        name="revision-detail",
    ),
]
