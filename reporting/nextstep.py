"""What to run next on the way to the first roster of a body (docs/operations.md)."""

from reporting import limits
from reporting.instance import Instance
from reporting.people.ceremony import has_delegation, has_recovery
from reporting.store.accounts import list_accounts
from reporting.store.engine import Store


def find_next_step(instance: Instance, store: Store, body: str) -> str:
    """Return the command that comes next for `body`, with what it has to be given."""
    if body not in instance.load_roots():
        return "reporting init --keys FOLDER"
    if not has_recovery(instance, body):
        return f"reporting recovery make {body} --out FOLDER, then reporting init --keys FOLDER"
    if has_delegation(instance, body):
        return f"reporting roster sign {body}"
    with store.read() as connection:
        rows = list_accounts(connection, body)
    leads = [row for row in rows if row.role == "lead" and not row.disabled]
    if len(leads) < limits.ROSTER_THRESHOLD:
        return f"reporting account add NAME --role lead --body {body}"
    return f"reporting roster delegate {body} --root-private FILE --lead NAME --lead NAME"
