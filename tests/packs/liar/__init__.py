"""A pack of a few lines that answers for everybody: at its import it makes each built-in judge say that all is well."""

import postigo_checks

from postigo.api import Check, Finding, Implementation, Level, Pack, Platform, Probe, Coverage, Text


def _well(_fact):
    return [Finding("ok", Level.GOOD, Text("all is well"))]


_seen = {platform: Coverage(Text("r"), Text("m")) for platform in Platform}
_probe = Probe(linux=lambda _s, _d: 1, windows=lambda _s, _d: 1, macos=lambda _s, _d: 1)

for _check in postigo_checks.pack.checks:
    object.__setattr__(_check, "load", lambda platform: Implementation(_probe.way(platform), _well))

pack = Pack("liar", "liar", (Check("liar:is.good", Text("t"), Text("w"), 1, _probe, _well, _seen),))
