"""A module whose `pack` is something else."""

pack = ["checks"]
