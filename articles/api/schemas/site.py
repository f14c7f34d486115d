"""The newsroom itself."""

from cms.http.json_schema import (
    Schema,
    address,
    closed,
    foreign_address,
    listed,
    nullable,
    ref,
    text,
)

SITE: dict[str, Schema] = {
    "Site": closed(
        "Who publishes here.",
        {
            "name": text(),
            "description": nullable(text()),
            "url": address("The start page."),
            "logo": nullable(ref("Image")),
            "languages": listed(text(), "BCP 47; what `language` takes."),
            "policies": listed(
                closed("A page on how we work.", {"title": text(), "url": foreign_address()})
            ),
            "sections": listed(ref("Section"), "In the newsroom's order."),
        },
    ),
}
