"""A pack that leaves a thread behind which kills the worker while the next pack is imported."""

import os
import threading
import time

from postigo.api import Pack

pack = Pack("kills_later", "kills_later", ())


def _later():
    time.sleep(0.2)
    os.abort()


threading.Thread(target=_later, daemon=True).start()
