from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "cms.access"
    verbose_name = "People and keys"
