"""Ubuntu Pro: whether extended maintenance is on, by its client's own file."""

from __future__ import annotations

from postigo.api import CannotTell, System, Unknown
from postigo_checks.common.json_answers import an_object

STATUS = "/var/lib/ubuntu-advantage/status.json"


def covers_the_system(system: System) -> bool:
    """Whether the extended updates of the system itself (`esm-infra`) are on."""
    status = an_object(system.read(STATUS), STATUS)
    attached, listed = status.get("attached"), status.get("services")
    if not isinstance(attached, bool):
        raise CannotTell(Unknown.UNREADABLE, f"{STATUS} does not say whether it is attached")
    services = [service for service in listed if isinstance(service, dict)] if isinstance(listed, list) else []
    if not isinstance(listed, list) or len(services) != len(listed):
        raise CannotTell(Unknown.UNREADABLE, f"{STATUS} does not list its services")
    on = [service.get("name") for service in services if service.get("status") == "enabled"]  # of any type: no set
    return attached and "esm-infra" in on
