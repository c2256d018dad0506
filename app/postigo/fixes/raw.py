"""Technical form of a setting and its states, for the folded detail of a preview."""

from __future__ import annotations

import json

from postigo.core.change import Setting, Step
from postigo.core.handle import Handle, HandleKind


def raw(state: Setting, of: Handle | None = None) -> str:
    """A state: `0700`, `uint32 300`; a dash where it is not set."""
    if not state.is_set:
        return "–"
    match state.value:
        case int(mode) if of is not None and of.kind is HandleKind.PATH and not isinstance(mode, bool):
            return f"{mode:04o}"
        case str(text):
            return text
        case {"data": data}:
            return str(data)
        case value:
            return json.dumps(value, ensure_ascii=False)


def line(step: Step) -> str:
    """One step: the setting, its state before and after."""
    where = f"{step.setting.within} {step.setting.id}".strip()
    return f"{where}: {raw(step.before, step.setting)} → {raw(step.to, step.setting)}"
