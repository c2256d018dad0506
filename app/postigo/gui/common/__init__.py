"""Models that the shell and every feature share: language, statuses, timers. No widget."""
