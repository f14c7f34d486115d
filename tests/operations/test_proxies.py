"""The address of a client, seen through proxies."""

import pytest

from cms.operations.proxies import client_address

PROXY, CLIENT, INVENTED = "10.0.0.1", "192.0.2.7", "198.51.100.9"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, None, PROXY),
        (0, CLIENT, PROXY),
        (1, CLIENT, CLIENT),
        (1, f"{INVENTED}, {CLIENT}", CLIENT),
        (2, f"{CLIENT}, 10.0.0.2", CLIENT),
        (2, f"{INVENTED},{CLIENT},10.0.0.2", CLIENT),
        (1, "2001:db8::7", "2001:db8::7"),
        (1, None, PROXY),
        (2, CLIENT, PROXY),
        (1, "unknown", PROXY),
        (1, f"{CLIENT},", PROXY),
    ],
)
def test_the_farthest_trusted_proxy_says_who_asks(rf, settings, proxies, forwarded, found):
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert client_address(rf.get("/", headers=headers, REMOTE_ADDR=PROXY)) == found
