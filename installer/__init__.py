"""The two commands of the README, and what makes packages. Standard library only."""
