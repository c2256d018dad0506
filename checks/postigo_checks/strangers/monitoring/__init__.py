"""Programs that watch or manage this computer."""
