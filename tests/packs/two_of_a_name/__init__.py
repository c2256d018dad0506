"""A pack with two checks of one id."""

from wellbehaved import check, good

from postigo.api import Pack

ONE = check("is.good", good, owner="two_of_a_name")
pack = Pack("two_of_a_name", "two_of_a_name", (ONE, ONE))
