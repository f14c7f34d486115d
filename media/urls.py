"""The addresses of image files, below MEDIA_URL."""

from django.urls import re_path

from media.api.files import stored_file

# The digest is part of the address, so no path outside the originals can even be written.
urlpatterns = [
    re_path(
        r"^(?P<path>originals/[0-9a-f]{2}/(?P<sha256>[0-9a-f]{64})\.[a-z]{3,4})$",
        stored_file,
        name="stored_file",
    ),
]
