"""A pack whose one check waits for ever, and may: for those who stop it."""

import time

from wellbehaved import check, good

from postigo.api import Pack


def forever(system, data):
    time.sleep(1000)


pack = Pack("patient", "patient", (check("is.waiting", good, forever, owner="patient", budget=60.0),))
