"""A pack that is never done with being imported."""

import time

time.sleep(1000)
