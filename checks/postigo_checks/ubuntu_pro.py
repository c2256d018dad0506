"""Whether an Ubuntu is enrolled for extended maintenance (Ubuntu Pro), by the file in which its client keeps its state."""

from __future__ import annotations

import json

from postigo.api import CannotTell, System, Unknown

STATUS = "/var/lib/ubuntu-advantage/status.json"


def covers_the_system(system: System) -> bool:
    """Whether the extended updates of the system itself (`esm-infra`) are on."""
    try:
        status = json.loads(system.read(STATUS))
    except (ValueError, RecursionError):
        raise CannotTell(Unknown.UNREADABLE, f"{STATUS} is not JSON") from None
    if not isinstance(status, dict) or not isinstance(status.get("attached"), bool):
        raise CannotTell(Unknown.UNREADABLE, f"{STATUS} does not say whether it is attached")
    services = status.get("services")
    if not isinstance(services, list) or not all(isinstance(service, dict) for service in services):
        raise CannotTell(Unknown.UNREADABLE, f"{STATUS} does not list its services")
    on = [service.get("name") for service in services if service.get("status") == "enabled"]  # of any type: no set
    return status["attached"] and "esm-infra" in on
