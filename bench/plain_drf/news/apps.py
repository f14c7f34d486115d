from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "bench.plain_drf.news"
    label = "news"
