"""The people who work in the newsroom, as Django's own pages show users."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm

from cms.access.admin.ticked import SectionsField
from cms.access.models import User


class PersonForm(UserChangeForm):
    """A person, with the sections that they look after."""

    sections = SectionsField(
        help_text="What a section editor looks after, each with all below it. Others need none."
    )


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Users with their groups, permissions and sections."""

    form = PersonForm
    list_display = ("username", "first_name", "last_name", "email", "is_staff", "is_active")
    fieldsets = (*(UserAdmin.fieldsets or ()), ("Desk", {"fields": ("sections",)}))
