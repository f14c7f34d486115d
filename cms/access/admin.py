"""The people who work in the newsroom, as Django's own pages show users."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from cms.access.models import User


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Users with their groups and permissions."""

    list_display = ("username", "first_name", "last_name", "email", "is_staff", "is_active")
