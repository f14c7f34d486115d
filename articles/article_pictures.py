"""The images that an article shows: its lead, and those of its body."""

import orjson

from articles import body
from articles.content import Content
from articles.things import JsonObject, Things
from media.disclosure import is_ai
from media.shapes import ImageThing, image_document


class ArticlePictures:
    """The images of one content, in the forms that lists, articles and bodies need."""

    def __init__(self, content: Content, text: body.Document, things: Things) -> None:
        self.lead, self.language = content["lead_image"], content["language"]
        self.text, self.things = text, things

    def in_list(self, ratio: str) -> bytes:
        """Return the lead image in one ratio as a list offers it."""
        return self._lead_image(ratio, in_list=True) or b"null"

    def in_article(self, ratio: str) -> bytes:
        """Return `lead_image` and `images`: all that the article shows, the lead first, then the body's, each once."""
        lead = self._lead_image(ratio)
        others = self._things()[1 if lead else 0 :]
        shown = [lead] if lead else []
        shown += [self._written(image, ratio) for image in others]
        every = b",".join(shown)
        return b"".join([b'{"lead_image":', lead or b"null", b',"images":[', every, b"]"])

    def in_body(self) -> dict[str, JsonObject]:
        """Return the body's images as the finished HTML, Markdown and text need them."""
        images = self.things.images
        return {
            id_: image_document(images[id_], language=self.language)
            for id_ in self.text.image_ids()
            if id_ in images
        }

    def has_ai(self) -> bool:
        """Say whether any image that the article shows was made or changed by AI."""
        return any(is_ai(image.digital_source_type) for image in self._things())

    def _things(self) -> list[ImageThing]:
        images = self.things.images
        ids = dict.fromkeys([*([self.lead["image"]] if self.lead else []), *self.text.image_ids()])
        return [images[id_] for id_ in ids if id_ in images]

    def _lead_image(self, ratio: str, *, in_list: bool = False) -> bytes | None:
        use = self.lead
        image = self.things.images.get(use["image"]) if use else None
        if not use or not image:
            return None
        return self._written(image, ratio, use["alt"], use["caption"], in_list=in_list)

    def _written(
        self,
        image: ImageThing,
        ratio: str,
        alt: str = "",
        caption: str = "",
        *,
        in_list: bool = False,
    ) -> bytes:
        """Return an image as JSON; those of many articles, built one after another, are often the same."""
        written = {} if self.things.written is None else self.things.written
        key = (image.id, self.language, ratio, alt, caption, in_list)
        if key not in written:
            written[key] = orjson.dumps(
                image_document(
                    image,
                    language=self.language,
                    ratio=ratio,
                    alt=alt,
                    caption=caption,
                    in_list=in_list,
                )
            )
        return written[key]
