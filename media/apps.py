from django.apps import AppConfig
from django.utils.module_loading import import_string


class MediaConfig(AppConfig):
    name = "media"

    def ready(self) -> None:
        """Register what is checked at start."""
        import_string("media.checks.check_bucket")
