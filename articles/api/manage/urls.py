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
from articles.api.manage.citations import ManageCitationDetail, ManageCitationList
from articles.api.manage.external import ManageArticleByExternalId
from articles.api.manage.image_actions import (
    ConfirmImage,
    KillImage,
    ManageImageFile,
    ManageImageUses,
)
from articles.api.manage.images import (
    ManageImageByExternalId,
    ManageImageDetail,
    ManageImageList,
)
from articles.api.manage.pins import ManagePinDetail, ManagePinList
from articles.api.manage.revisions import ManageRevisionDetail, ManageRevisionList
from articles.api.manage.sources import (
    ManageSourceByExternalId,
    ManageSourceDetail,
    ManageSourceList,
)
from articles.api.manage.tags import (
    ManageTagByExternalId,
    ManageTagDetail,
    ManageTagList,
    MergeTag,
)

app_name = "manage"
_EXTERNAL = "by-external-id/<str:source>/<path:external_id>/"
_ARTICLE = "articles/<str:key>/"
_IMAGE = "images/<str:key>/"

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
    path(f"{_ARTICLE}citations/", ManageCitationList.as_view(), name="citation-list"),
    path(
        f"{_ARTICLE}citations/<uuid:citation>/",
        ManageCitationDetail.as_view(),
        name="citation-detail",
    ),
    path(f"{_ARTICLE}pins/", ManagePinList.as_view(), name="pin-list"),
    path(f"{_ARTICLE}pins/<uuid:pinned>/", ManagePinDetail.as_view(), name="pin-detail"),
    path("tags/", ManageTagList.as_view(), name="tag-list"),
    path(f"tags/{_EXTERNAL}", ManageTagByExternalId.as_view(), name="tag-by-external-id"),
    path("tags/<str:key>/", ManageTagDetail.as_view(), name="tag-detail"),
    path("tags/<str:key>/merge/", MergeTag.as_view(), name="tag-merge"),
    path("sources/", ManageSourceList.as_view(), name="source-list"),
    path(f"sources/{_EXTERNAL}", ManageSourceByExternalId.as_view(), name="source-by-external-id"),
    path("sources/<str:key>/", ManageSourceDetail.as_view(), name="source-detail"),
    path("images/", ManageImageList.as_view(), name="image-list"),
    path(f"images/{_EXTERNAL}", ManageImageByExternalId.as_view(), name="image-by-external-id"),
    path(_IMAGE, ManageImageDetail.as_view(), name="image-detail"),
    path(f"{_IMAGE}file/", ManageImageFile.as_view(), name="image-file"),
    path(f"{_IMAGE}confirm/", ConfirmImage.as_view(), name="image-confirm"),
    path(f"{_IMAGE}kill/", KillImage.as_view(), name="image-kill"),
    path(f"{_IMAGE}uses/", ManageImageUses.as_view(), name="image-uses"),
]
