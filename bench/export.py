"""Writes every live article as Standfirst's own API answers it, one JSON object a line: `python -m bench.export`."""

import sys

import django
import orjson
from django.test import Client


def main() -> None:
    """Read the article list to its end, with bodies, and write each article to standard output."""
    django.setup()
    client = Client(headers={"host": "127.0.0.1"})
    url = "/api/v1/articles/?limit=100&body=html"
    while url:
        page = client.get(url).json()
        for article in page["results"]:
            sys.stdout.buffer.write(orjson.dumps(article) + b"\n")
        url = page["next"]


if __name__ == "__main__":
    main()
