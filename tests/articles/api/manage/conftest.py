import http.server
import threading
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.articles.builders import png
from tests.keys import bearer
from tests.media.metadata_files import generated


@pytest.fixture
def api() -> Client:
    """Return a client with a key that may do everything."""
    return Client(headers=bearer())


@pytest.fixture
def pictures(settings) -> Iterator[str]:
    """Yield the address of a server that has pictures and other things."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            known = {
                "/ferry.png": png(colour="teal"),
                "/page": b"<html>",
                "/other.png": png(colour="red"),
                "/generated.jpg": generated("JPEG"),
            }
            self.send_response(200 if self.path in known else 404)
            self.end_headers()
            self.wfile.write(known.get(self.path, b""))

        def log_message(self, *_said):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    settings.OUTBOUND_ALLOW = ["127.0.0.1/32"]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
