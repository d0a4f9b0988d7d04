"""The status that a person gave: it goes before what the rules give, which stays beside it."""

from __future__ import annotations

from datetime import datetime

from waqai.records import Incident, Status, StatusOverride


def overridden(incident: Incident, status: Status, by: str, at: datetime, because: str) -> Incident:
    """The incident with the status that a person gave it."""
    computed = as_computed(incident)
    override = StatusOverride(
        by=by, at=at, because=because, computed=computed.status, computed_rule=computed.status_rule
    )
    rule = f"a person says so: {because}"
    return computed.model_copy(update={"status": status, "status_rule": rule, "override": override})


def as_computed(incident: Incident) -> Incident:
    """The incident with the status that the rules give it."""
    if incident.override is None:
        return incident
    computed = {"status": incident.override.computed, "status_rule": incident.override.computed_rule}
    return incident.model_copy(update={**computed, "override": None})
