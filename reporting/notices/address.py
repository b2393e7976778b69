"""Mail addresses in their plain form (RFC 5321): no quotes, no comments, nothing but ASCII."""

import re

from reporting import limits

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LOCAL = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_DOMAIN = re.compile(rf"{_LABEL}(\.{_LABEL})+")
_LOCAL_CHARACTERS = 64


def is_address(text: str) -> bool:
    """Say whether `text` is an address that mail can be sent to.

    What passes holds no line end, space, comma or angle bracket, so it can neither add a header
    nor a command nor a second recipient.
    """
    local, at, domain = text.rpartition("@")
    return (
        bool(at)
        and len(text) <= limits.ADDRESS_CHARACTERS
        and len(local) <= _LOCAL_CHARACTERS
        and _LOCAL.fullmatch(local) is not None
        and _DOMAIN.fullmatch(domain) is not None
    )


def domain_of(address: str) -> str:
    """Return what stands after the sign."""
    return address.rpartition("@")[2]
