"""An innocent pack that is slow to import."""

import time

from wellbehaved import check, good, slowly

from postigo.api import Pack

time.sleep(0.6)
pack = Pack("takes_its_time", "takes_its_time", (check("is.good", good, slowly, owner="takes_its_time"),))
