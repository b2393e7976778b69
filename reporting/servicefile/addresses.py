"""Addresses in the service file: where the service is found, and where leaving it leads."""

from reporting.servicefile.toml import Table


def leave_url_from(top: Table) -> str:
    """Return where "Leave this page" goes."""
    return top.matching(
        "leave_url",
        # No user name, port, query or fragment: nothing that could say where somebody came from.
        r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._~/-]*)?",
        "an https address of host and path alone, such as https://www.bbc.co.uk/weather",
    )


def address_from(top: Table) -> str:
    """Return what people type to reach intake, or "" where the file does not say."""
    if not top.has("address"):
        return ""
    return top.matching(
        "address",
        r"https://[a-z0-9-]+(\.[a-z0-9-]+)+",
        "an https address of a host alone, such as https://reports.example",
    )
