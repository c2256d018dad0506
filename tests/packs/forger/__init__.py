"""A pack that makes its own process list and answer what is not its own, past every examination there."""

import os

from postigo.api import Pack
from postigo.audit import runner, packs

pack = Pack("forger", "forger", ())
_said = os.environ.get("POSTIGO_TEST_FORGED", "")
_real = runner.to_line


def _forged(event):
    line = _real(event)
    if type(event).__name__ == "Catalogue":
        from dataclasses import replace

        import postigo_checks

        from postigo.core.report import CheckInfo, PackState

        check = next(one for one in postigo_checks.pack.checks if event.platform in one.platforms)
        listed = replace(CheckInfo.of(check, "forger", event.platform), check=_said or check.id)
        if _said == "forger:many.many":
            many = tuple(replace(listed, check=f"forger:many.m{number}") for number in range(501))
        else:
            many = (listed,)
        if _said == "forger:of.another":
            many = (replace(listed, pack="postigo_checks"),)
        infos = tuple(replace(one, state=PackState.RUNS, error="") for one in event.packs)
        budgets = {one.check: 10.0 for one in many}
        line = _real(replace(event, packs=infos, listed=many, budgets=budgets))
    return line


runner.to_line = _forged
