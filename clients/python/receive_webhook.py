"""Receives webhooks, verifies them and keeps a folder of JSON files in step. Standard library alone.

SECRET=whsec_… python3 receive_webhook.py --port 9000 --folder copy
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

TOLERANCE_SECONDS = 300
MOST_BYTES = 10_000_000


def is_genuine(headers, body: bytes, secret: str) -> bool:
    """Say whether a message was signed with our secret (https://www.standardwebhooks.com), and lately."""
    message, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not at.isdecimal() or abs(time.time() - int(at)) > TOLERANCE_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message}.{at}.".encode() + body, hashlib.sha256).digest()
    wanted = f"v1,{base64.b64encode(digest).decode()}".encode()
    given = headers.get("webhook-signature", "").encode().split()
    return any(hmac.compare_digest(one, wanted) for one in given)


def keep(data: dict, folder: Path) -> None:
    """Bring the copy of one thing up to date; a lower version comes late and is dropped."""
    file = folder / data["type"] / f"{data['id']}.json"
    known = json.loads(file.read_text()) if file.exists() else {"version": 0}
    if data["version"] < known["version"]:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    gone = data["operation"] in {"withdrawn", "left"}
    # What is gone leaves its version behind, so that nothing older brings it back.
    kept = {"version": data["version"], "document": None if gone else data["document"]}
    part = file.with_suffix(".part")
    part.write_text(json.dumps(kept, ensure_ascii=False, indent=1))
    part.replace(file)


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 when a message is kept, 401 when it is not genuine."""

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if 0 <= length <= MOST_BYTES else b""
        if not is_genuine(self.headers, body, os.environ["SECRET"]):
            self.send_error(401, "The signature or its time is wrong")
            return
        event = json.loads(body)
        if "version" in event["data"]:  # Not a ping.
            keep(event["data"], arguments.folder)
        print(event["type"], event["data"].get("id", ""), flush=True)
        self.send_response(204)
        if "acknowledge" in event["data"]:  # Killed: we say that it is gone here, too.
            self.send_header("webhook-acknowledged", self.headers["webhook-id"])
        self.end_headers()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=9000)
    parser.add_argument("--folder", type=Path, default=Path("copy"))
    arguments = parser.parse_args()
    # One message after the other: two of the same thing never write at once.
    HTTPServer(("127.0.0.1", arguments.port), Receiver).serve_forever()
