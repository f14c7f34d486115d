"""The name over every admin page."""

from django.contrib import admin
from django.contrib.auth.models import Group

admin.site.site_header = "Standfirst"
admin.site.site_title = "Standfirst"
admin.site.index_title = "Newsroom"

Group._meta.verbose_name_plural = "groups"
