"""Blocks to public HTML: figures come finished, and say in words what a machine has made."""

from articles.body.figures import Images, ImageWords, figure_words
from articles.body.frames import Block
from articles.body.markup import (
    StoredHtml,
    embed_attributes,
    escape_attribute,
    escape_text,
    write_runs,
)

# Browsers take the first that they know, so the smallest come first; JPEG stands on the <img>.
_SOURCES = (("avif", "image/avif"), ("webp", "image/webp"))


class PublicHtml(StoredHtml):
    """Writes blocks for readers. A figure whose image is not in `images` is left out.

    An image that awaits its file (`src` is None) leaves its caption, credit and label.
    """

    def __init__(self, images: Images) -> None:
        self.images = images

    def write_heading(self, block: Block) -> str:
        """A heading that can be linked to."""
        level = block["level"]
        return f'<h{level} id="{block["id"]}">{write_runs(block["text"])}</h{level}>'

    def write_figure(self, block: Block) -> str:
        """<figure class="image"><picture>…</picture><figcaption>caption credit AI label</figure>"""
        image = self.images.get(block["image"])
        if image is None:
            return ""
        words = figure_words(block, image)
        parts = [("caption", write_runs(words.caption) if words.caption else "")]
        parts += [("credit", escape_text(words.credit)), ("ai-label", escape_text(words.label))]
        said = " ".join([f'<span class="{name}">{text}</span>' for name, text in parts if text])
        caption = f"<figcaption>{said}</figcaption>" if said else ""
        picture = _picture(image, words.alt)
        name = escape_attribute(block["image"])
        return f'<figure class="image" data-image-id="{name}">{picture}{caption}</figure>'

    def write_embed(self, block: Block) -> str:
        """A link to what is shown elsewhere; front ends may put a player in its place."""
        url, runs = block["url"], block["caption_text"]
        caption = f"<figcaption>{write_runs(runs)}</figcaption>" if runs else ""
        link = f'<a href="{escape_attribute(url)}">{escape_text(url)}</a>'
        return f'<figure class="embed"{embed_attributes(block)}>{link}{caption}</figure>'


def _picture(image: ImageWords, alt: str) -> str:
    if not image.get("src"):
        return ""
    srcset = image.get("srcset") or {}
    sources = "".join(
        [
            f'<source type="{type_}" srcset="{escape_attribute(srcset[name])}">'
            for name, type_ in _SOURCES
            if srcset.get(name)
        ]
    )
    return f"<picture>{sources}{_img(image, alt, srcset.get('jpeg'))}</picture>"


def _img(image: ImageWords, alt: str, srcset: str | None) -> str:
    attributes = {"src": image["src"], "srcset": srcset, "alt": alt}
    attributes |= {"width": image.get("width"), "height": image.get("height")}
    written = "".join(
        [
            f' {name}="{escape_attribute(str(value))}"'
            for name, value in attributes.items()
            if value is not None
        ]
    )
    return f'<img{written} loading="lazy">'
