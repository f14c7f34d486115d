"""Every address of the service; each app keeps its own list."""

from django.contrib import admin
from django.urls import include, path

from cms import health
from cms.api_index import Index
from cms.desk.view_on_site import view_on_site
from cms.openapi import Docs, Schema

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path(
        "admin/r/<path:content_type_id>/<path:object_id>/",
        admin.site.admin_view(view_on_site),
        name="view_on_site",
    ),
    path("admin/", admin.site.urls),
    path("api/v1/", Index.as_view(), name="index"),
    path("api/v1/schema/", Schema.as_view(), name="schema"),
    path("api/v1/docs/", Docs.as_view(), name="docs"),
    path("api/v1/webhooks/", include("cms.webhooks.api.urls")),
    path("api/v1/", include("articles.api.urls")),
    path("api/v1/", include("cms.changes.api.urls")),
    path("api/v1/manage/", include("articles.api.manage.urls")),
    path("files/", include("media.urls")),
    path("", include("articles.reader.urls")),
]

handler400 = "cms.http.error_pages.api_bad_request"
handler403 = "cms.http.error_pages.api_permission_denied"
handler404 = "cms.http.error_pages.api_not_found"
handler500 = "cms.http.error_pages.api_server_error"
