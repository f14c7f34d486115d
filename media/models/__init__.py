from media.models.disclosure_override import DisclosureOverride
from media.models.image import AltOrigin, Determination, Image
from media.models.rendition import Rendition, RenditionSet

__all__ = [
    "AltOrigin",
    "Determination",
    "DisclosureOverride",
    "Image",
    "Rendition",
    "RenditionSet",
]
