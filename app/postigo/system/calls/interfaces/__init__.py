"""Interfaces of COM as the headers of the Windows SDK declare them, each once.

The order of `_methods_` is the table of functions: a place that no call uses stands there too, with its name and arguments as
far as they are known, and places and ids are held against the SDK's by tests/system/test_windows_calls_lane.py.
"""
