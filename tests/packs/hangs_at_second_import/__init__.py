"""A pack that can be imported once: every later worker waits for it for ever. Its check sees to it that there is one."""

import os
import time
from pathlib import Path

from wellbehaved import check, good

from postigo.api import Pack


def dies(system, data):
    os._exit(0)


note = Path(os.environ["POSTIGO_TEST_NOTE"])
if note.exists():
    time.sleep(1000)
note.touch()
pack = Pack("hangs_at_second_import", "hangs_at_second_import", (check("is.last", good, dies, owner="hangs_at_second_import"),))
