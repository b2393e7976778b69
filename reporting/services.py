"""What a surface works with, built once from the environment and given to `create_app`."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

from reporting.demo.clock import clock_of
from reporting.errors import SettingError
from reporting.instance import DATABASE, Instance, open_instance
from reporting.people.keeper import RosterKeeper
from reporting.service import Service, load_service
from reporting.store.engine import Store, open_store

DEFAULT_BINDS = {
    "intake": "127.0.0.1:8000",
    "desk": "127.0.0.1:8001",
    "statistics": "127.0.0.1:8002",
}
# Version 3: a public key, a checksum and a version, in base32 (Tor specifications, "address-spec").
ONION = re.compile(r"[a-z2-7]{56}\.onion")
DEMO_SERVICE_FILE = Path(__file__).parent / "demo" / "service.toml"


@dataclass(frozen=True)
class Services:
    """Everything a surface may use; there are no globals."""

    service: Service
    store: Store
    instance: Instance
    rosters: RosterKeeper
    now: Callable[[], datetime]
    insecure_http: bool
    hosts: tuple[str, ...]
    onion: str = ""


def instance_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the instance folder: REPORTING_INSTANCE, or `var`."""
    return Path(environment.get("REPORTING_INSTANCE", "var")).absolute()


def database_url(folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return REPORTING_DATABASE_URL, or SQLite in the instance folder."""
    return environment.get("REPORTING_DATABASE_URL") or f"sqlite:///{folder / DATABASE}"


def service_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Return REPORTING_SERVICE_FILE, or the demo council's."""
    return Path(environment.get("REPORTING_SERVICE_FILE") or DEMO_SERVICE_FILE)


def bind_of(surface: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return `host:port` of a surface."""
    return environment.get(f"REPORTING_{surface.upper()}_BIND") or DEFAULT_BINDS[surface]


def services_from_environment(
    surface: str,
    environment: Mapping[str, str] = os.environ,
    now: Callable[[], datetime] | None = None,
) -> Services:
    """Build the services of one surface, or raise SettingError that says what to change.

    `now` is for testing; otherwise the instance's own clock counts.
    """
    folder = instance_folder(environment)
    instance = open_instance(folder)
    service = load_service(service_file(environment))
    if service.demo != instance.demo:
        raise SettingError(
            "a demo instance serves only the demo service file, and a real one never does; "
            "check REPORTING_INSTANCE and REPORTING_SERVICE_FILE"
        )
    insecure = environment.get("REPORTING_INSECURE_HTTP") == "1"
    bind = bind_of(surface, environment) if surface in DEFAULT_BINDS else ""
    if insecure and not (instance.demo and _is_loopback(bind)):
        raise SettingError("REPORTING_INSECURE_HTTP is for a demo on a loopback address only")
    for root in instance.load_roots().values():
        if root.demo != instance.demo:
            raise SettingError(f"the root of {root.body} is a demo key; pin a real one")
    store = open_store(database_url(folder, environment), folder, surface)
    now = now or clock_of(instance)
    rosters = RosterKeeper(store, instance, service.bodies, now)
    onion = _onion(surface, environment)
    hosts = _hosts(surface, environment, bind, onion)
    return Services(service, store, instance, rosters, now, insecure, hosts, onion)


def _host_of(bind: str) -> str:
    return bind.rpartition(":")[0].strip("[]")


def _is_loopback(bind: str) -> bool:
    host = _host_of(bind)
    try:
        return host == "localhost" or not host or ip_address(host).is_loopback
    except ValueError:
        return False


def _onion(surface: str, environment: Mapping[str, str]) -> str:
    """Return the onion address of a surface, or an empty text where none is set."""
    name = f"REPORTING_{surface.upper()}_ONION"
    onion = environment.get(name, "").strip()
    if onion and not ONION.fullmatch(onion):
        raise SettingError(
            f"{name} is {onion!r}; write the 56 letters and digits of an onion address and .onion"
        )
    return onion


def _hosts(surface: str, environment: Mapping[str, str], bind: str, onion: str) -> tuple[str, ...]:
    """Return the names this surface answers to; any other Host gets 400."""
    named = environment.get(f"REPORTING_{surface.upper()}_HOSTS", "")
    found = [name.strip() for name in named.split(",") if name.strip()]
    own = [*found, *filter(None, [onion]), _host_of(bind), "localhost", "127.0.0.1", "[::1]"]
    return tuple(dict.fromkeys(own))
