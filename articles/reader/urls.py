"""The addresses of the reader's pages."""

from django.urls import path

from articles.reader import views

app_name = "reader"
urlpatterns = [
    path("", views.front, name="front"),
    path("articles/<str:key>/", views.article, name="article"),
    path("tags/<str:key>/", views.tag, name="tag"),
    path("preview/<uuid:key>/", views.preview, name="preview"),
    path("search/", views.search, name="search"),
    path("favicon.ico", views.icon, name="icon"),
]
