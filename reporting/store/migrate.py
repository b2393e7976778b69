"""Bring a database to the newest schema (Alembic), and say which revision it is at."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from reporting.paths import migrations_folder
from reporting.store.engine import Store
from reporting.store.grants import apply_grants


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    return config


def newest_revision() -> str:
    """Return the revision this program needs."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def current_revision(store: Store) -> str | None:
    """Return the revision the database is at; None if it is empty."""
    with store.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(store: Store, revision: str = "head") -> None:
    """Upgrade to `revision`; on PostgreSQL give each surface its grants anew."""
    config = _config()
    with store.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        # The grants are those of the newest tables, which an older schema lacks.
        if store.dialect == "postgresql" and revision == "head":
            apply_grants(connection)
