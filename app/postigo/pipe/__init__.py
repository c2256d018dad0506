"""Pipes to our child processes: the one way in which these speak with each other.

`protocol` has the limits and graces of all of them, `messages` the codec, `child_end` what a child does with its own two
ends, `host` the child as a program without an event loop has it, `qt_host` as a window has it.
"""
