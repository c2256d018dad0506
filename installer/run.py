"""The first command of the README: sets everything up, then does the main job. `python3 -m installer.run [words for postigo]`.

Every Python can read this file, from 2.7 on: one that is too old says so, and does not trip over what it cannot read.
`python3 PLACE/installer/run.py` is the same from any folder.
"""

import os
import sys

if __name__ == "__main__":
    if not getattr(
        sys.flags, "safe_path", False
    ):  # the folder one is in, or this one: nothing in it is a part of Python
        del sys.path[0]
    sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120 - see above
    from installer import doorstep

    if sys.version_info < doorstep.OLDEST:
        sys.stderr.write(doorstep.TOO_OLD.format(sys.version.split()[0]))
        sys.exit(70)
    from installer.first_command import main

    sys.exit(main())
