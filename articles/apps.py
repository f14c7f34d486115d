from django.apps import AppConfig
from django.utils.module_loading import import_string


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        """Tell the apps below what they cannot know of articles."""
        import_string("articles.sections.register")()
