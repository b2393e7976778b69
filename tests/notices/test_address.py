"""Which mail addresses are taken: the plain form of RFC 5321 and nothing that could smuggle."""

import pytest

from reporting.notices.address import domain_of, is_address


@pytest.mark.parametrize(
    "address",
    [
        "anna@north.example",
        "anna.b+duty@mail.north.example",
        "o'neill@north.example",
        "a@b.co",
        "anna@xn--mnchen-3ya.example",
        "1@2.example",
        "x" * 64 + "@north.example",
        "a@" + ".".join(["b" * 63] * 3) + ".example",
    ],
)
def test_a_plain_address_is_taken(address):
    """People's own, with dots, a plus or an apostrophe."""
    assert is_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "@north.example",
        "anna@",
        "anna@north",
        "anna@-north.example",
        "anna@north-.example",
        "anna@north..example",
        "anna@.example",
        ".anna@north.example",
        "an..na@north.example",
        "anna @north.example",
        "anna@north.example ",
        "anna@north.example\n",
        "anna@north.example\r\nBcc: ben@north.example",
        "anna@north.example,ben@north.example",
        "anna@ben@north.example",
        '"anna b"@north.example',
        "<anna@north.example>",
        "anna@[127.0.0.1]",
        "änna@north.example",
        "anna@nörth.example",
        "anna@" + "b" * 64 + ".example",
        "x" * 65 + "@north.example",
        "a@" + ".".join(["b" * 63] * 4) + ".example",
    ],
)
def test_anything_else_is_refused(address):
    """Above all what could add a header, a command or a second recipient."""
    assert not is_address(address)


def test_the_domain_is_what_stands_after_the_sign():
    """It names our mails."""
    assert "north.example" == domain_of("anna@north.example")
