"""Where the server listens, and how that is written as an address."""

import socket

from django.core.management.base import CommandError

EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 - recognised, not bound


def refuse_taken_port(host: str, port: int) -> None:
    """Raise CommandError with one sentence when nothing can listen on host and port."""
    if not 0 < port < 65_536:
        raise CommandError(f"{port} is not a port: choose one from 1 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CommandError(f"Port {port} needs more rights: choose one above 1023.") from None
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host} port {port} ({error.strerror}): stop what runs there, "
                f"or choose another port, such as {port + 1}."
            ) from None


def address(host: str, port: int) -> str:
    """Return the http:// address at which this machine reaches the server."""
    reachable = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"
