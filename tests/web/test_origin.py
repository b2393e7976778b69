"""Forms that another site sends are refused."""

import pytest

from tests.support.guarded import SECRET, guarded_app


@pytest.fixture
def token():
    """A token that is good, so that only the origin decides."""
    from reporting.web.csrf import make_token

    app = guarded_app()
    with app.app_context():
        return make_token(SECRET)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
    ],
)
def test_a_form_is_taken_only_from_our_own_pages(token, headers, expected):
    """The browser's own word on where a form comes from is decisive."""
    client = guarded_app().test_client()

    response = client.post("/send", data={"csrf_token": token}, headers=headers)

    assert expected == response.status_code


def test_over_https_the_origin_is_the_public_one(token):
    """Behind a proxy that ends TLS the browser's https origin is our own."""
    client = guarded_app(insecure_http=False).test_client()

    response = client.post(
        "/send", data={"csrf_token": token}, headers={"Origin": "https://localhost"}
    )

    assert 200 == response.status_code


def test_an_onion_address_is_its_own_encryption(token):
    """Tor Browser says http for an onion address, also where the web address has https."""
    app = guarded_app(insecure_http=False)
    app.config["TRUSTED_HOSTS"] = ["abc.onion"]

    response = app.test_client().post(
        "/send",
        base_url="http://abc.onion/",
        data={"csrf_token": token},
        headers={"Origin": "http://abc.onion"},
    )

    assert 200 == response.status_code


def test_reading_from_elsewhere_is_allowed():
    """A link on another site may lead to our pages."""
    response = guarded_app().test_client().get("/", headers={"Sec-Fetch-Site": "cross-site"})

    assert 200 == response.status_code
