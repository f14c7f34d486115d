from media.models.image import AltOrigin, Determination, Image

__all__ = ["AltOrigin", "Determination", "Image"]
