"""The built-in pack: Postigo's own checks, brought in through the same door as anybody's."""

from postigo.api import Pack

pack = Pack(name="postigo_checks", package="postigo_checks", checks=())
"""The list in the order in which it is shown: eyes and ears first, then walls."""
