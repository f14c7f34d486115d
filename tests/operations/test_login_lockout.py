from datetime import UTC, datetime, timedelta

import pytest
import time_machine

LOGIN = "/admin/login/"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def lockout(settings):
    settings.AXES_ENABLED = True


def log_in(client, user, password, address="192.0.2.1"):
    form = {"username": user.username, "password": password, "next": "/admin/"}
    return client.post(LOGIN, form, REMOTE_ADDR=address).status_code


def guess(client, user, times):
    for _ in range(times):
        status = log_in(client, user, "a guess")
    return status


def test_the_right_password_logs_in(client, admin_user):
    assert log_in(client, admin_user, "password") == 302


def test_who_guesses_too_often_is_locked_out_even_with_the_right_password(
    client, admin_user, settings
):
    assert guess(client, admin_user, settings.AXES_FAILURE_LIMIT) == 429
    assert log_in(client, admin_user, "password") == 429


def test_the_person_is_not_locked_out_at_another_address(client, admin_user, settings):
    guess(client, admin_user, settings.AXES_FAILURE_LIMIT)
    assert log_in(client, admin_user, "password", address="192.0.2.2") == 302


def test_behind_a_proxy_who_guesses_locks_nobody_else_out(client, admin_user, settings):
    settings.TRUSTED_PROXIES = 1
    form = {"username": admin_user.username, "password": "a guess"}
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(LOGIN, form, headers={"x-forwarded-for": "192.0.2.66"})
    form["password"] = "password"
    asked = [
        client.post(LOGIN, form, headers={"x-forwarded-for": address}).status_code
        for address in ("192.0.2.66", "198.51.100.1, 192.0.2.66", "192.0.2.7")
    ]
    assert asked == [429, 429, 302]


def test_the_lock_opens_after_fifteen_minutes(client, admin_user, settings):
    with time_machine.travel(NOON, tick=False) as clock:
        guess(client, admin_user, settings.AXES_FAILURE_LIMIT)
        clock.shift(timedelta(minutes=16))
        assert log_in(client, admin_user, "password") == 302


def test_a_login_forgets_the_failures_before_it(client, admin_user, settings):
    guess(client, admin_user, settings.AXES_FAILURE_LIMIT - 1)
    log_in(client, admin_user, "password")
    client.logout()
    assert guess(client, admin_user, settings.AXES_FAILURE_LIMIT - 1) == 200
