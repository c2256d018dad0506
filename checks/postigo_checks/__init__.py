"""The built-in pack: Postigo's own checks, brought in through the same door as anybody's."""

from postigo.api import Pack
from postigo_checks.os_pending import OS_PENDING

pack = Pack(name="postigo_checks", package="postigo_checks", checks=(OS_PENDING,))
"""The list in the order in which it is shown: eyes and ears first, then walls."""
