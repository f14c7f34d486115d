"""The addresses of image files, below MEDIA_URL."""

from django.urls import re_path

from media.api.files import original_file, passed_file, rendition_file
from media.passes import ADDRESS

# Both patterns are as narrow as the names that we give, so no path outside them can even be written.
urlpatterns = [
    re_path(
        r"^(?P<path>originals/[0-9a-f]{2}/(?P<sha256>[0-9a-f]{64})\.[a-z]{3,4})$",
        original_file,
        name="original_file",
    ),
    re_path(
        r"^(?P<path>r/[A-Za-z0-9_-]{16}/[owns][0-9]{1,5}\.[a-z]{3,4})$",
        rendition_file,
        name="rendition_file",
    ),
    re_path(
        rf"^{ADDRESS}(?P<path>r/[A-Za-z0-9_-]{{16}}/[owns][0-9]{{1,5}}\.[a-z]{{3,4}})$",
        passed_file,
        name="passed_file",
    ),
]
