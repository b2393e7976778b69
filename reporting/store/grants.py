"""Which surface may do what to which table, on PostgreSQL: one role each, the least it needs.

SQLite has no roles; there the processes share one file, as docs/operations.md says.
"""

from typing import NamedTuple

from sqlalchemy import Connection, text

GRANTS: dict[str, dict[str, str]] = {
    "intake": {
        "report": "SELECT, INSERT, UPDATE, DELETE",  # a reporter may take it back
        "stanza": "INSERT",
        "message": "SELECT, INSERT",
        "event": "SELECT",
        "draft": "SELECT, INSERT, UPDATE, DELETE",
        "draft_file": "SELECT, INSERT, DELETE",
        "attachment": "INSERT",
        "roster": "SELECT",
        "fact": "INSERT",
        "check_in": "INSERT",
    },
    "desk": {
        "report": "SELECT, UPDATE",
        "stanza": "SELECT, INSERT, DELETE",  # whoever gives a report up rewrites all its rows
        "message": "SELECT, INSERT",
        "attachment": "SELECT",
        "event": "SELECT",
        "case_event": "SELECT, INSERT",
        "referral": "SELECT, INSERT, UPDATE",
        "referral_stanza": "SELECT, INSERT",
        "referral_message": "SELECT, INSERT",
        "account": "SELECT, INSERT, UPDATE",  # whoever was invited makes their own
        "invitation": "SELECT, INSERT, DELETE",
        "desk_index": "SELECT, INSERT, UPDATE, DELETE",
        "session": "SELECT, INSERT, UPDATE, DELETE",
        "roster": "SELECT",
        "roster_proposal": "SELECT, INSERT, UPDATE, DELETE",  # in force only by a command
        "roster_change": "SELECT, INSERT, DELETE",
        "watch": "SELECT",
        "notice": "SELECT",
        "contact": "SELECT, INSERT, UPDATE, DELETE",
        "duty": "SELECT, INSERT, UPDATE, DELETE",
        "absence": "SELECT, INSERT, UPDATE, DELETE",
        "swap": "SELECT, INSERT, UPDATE, DELETE",
        "fact": "INSERT",
        "check_in": "SELECT",
        "attempt": "SELECT, INSERT, UPDATE",
    },
    "statistics": {
        "roster": "SELECT",
        "service_fact": "SELECT",
        "prepared": "SELECT",
        "agreement": "SELECT, INSERT, DELETE",
        "release": "SELECT",
        "account": "SELECT, UPDATE (sealed)",  # a code counts once
        "session": "SELECT, INSERT, UPDATE, DELETE",
        "statement": "SELECT, INSERT",
        "feedback": "SELECT, INSERT",
    },
    "release": {
        "fact": "SELECT, INSERT, DELETE",
        "tally": "SELECT, INSERT, UPDATE",
        "prepared": "SELECT, INSERT, DELETE",
        "agreement": "SELECT, DELETE",
        "release": "SELECT, INSERT",
        "roster": "SELECT",
        "service_fact": "SELECT",
        "account": "SELECT",  # a lead who agrees proves it with their passphrase
    },
    "watch": {
        "report": "SELECT, INSERT, UPDATE",
        "stanza": "SELECT, INSERT, UPDATE",
        "message": "SELECT, INSERT",
        "event": "SELECT, INSERT",
        "roster": "SELECT",
        "watch": "SELECT, INSERT, UPDATE",
        "missed": "SELECT, INSERT",
        "notice": "SELECT, INSERT, UPDATE, DELETE",
        "account": "SELECT (id, username, disabled)",  # to whom an address belongs
        "contact": "SELECT",
        "duty": "SELECT",
        "absence": "SELECT",
        "test_report": "SELECT, INSERT, UPDATE, DELETE",
        "draft": "SELECT, INSERT, UPDATE, DELETE",
        "service_fact": "SELECT, INSERT",
    },
}


# From this version on a member may lack the right to take on the role.
_SET_IS_APART = 160_000


class Standing(NamedTuple):
    """How the present login, written as in SQL, stands to the roles of the surfaces."""

    login: str
    missing: list[str]  # roles that do not exist
    refused: list[str]  # roles that exist, and that this login may not take on


def role_of(surface: str) -> str:
    """Return the database role of a surface, or of the watch."""
    return f"reporting_{surface}"


def apply_grants(connection: Connection) -> None:
    """Make the surfaces' roles where this login may, and set their grants exactly."""
    for surface, tables in GRANTS.items():
        role = role_of(surface)
        if not _role_exists(connection, role):
            if not _may_create_roles(connection):
                continue
            connection.execute(text(f'CREATE ROLE "{role}" NOLOGIN'))
            connection.execute(text(f'GRANT "{role}" TO CURRENT_USER'))
        connection.execute(text(f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{role}"'))
        connection.execute(text(f'GRANT USAGE ON SCHEMA public TO "{role}"'))
        for table, rights in tables.items():
            connection.execute(text(f'GRANT {rights} ON "{table}" TO "{role}"'))


def _role_exists(connection: Connection, role: str) -> bool:
    found = connection.execute(
        text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}
    ).first()
    return found is not None


def _may_create_roles(connection: Connection) -> bool:
    return bool(
        connection.execute(
            text("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user")
        ).scalar_one()
    )


def find_standing(connection: Connection) -> Standing:
    """Say which roles are missing on the server, and which this login may not take on."""
    version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    right = "SET" if version >= _SET_IS_APART else "MEMBER"
    missing: list[str] = []
    refused: list[str] = []
    for role in map(role_of, GRANTS):
        if not _role_exists(connection, role):
            missing.append(role)
        elif not _may_take(connection, role, right):
            refused.append(role)
    login = connection.execute(text("SELECT quote_ident(current_user)")).scalar_one()
    return Standing(str(login), missing, refused)


def _may_take(connection: Connection, role: str, right: str) -> bool:
    found = connection.execute(
        text("SELECT pg_has_role(current_user, :role, :right)"), {"role": role, "right": right}
    )
    return bool(found.scalar_one())
