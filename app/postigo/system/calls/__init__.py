"""Answers of Windows' compiled interfaces, given in an expendable process. What is asked: `postigo.windows_calls`."""
