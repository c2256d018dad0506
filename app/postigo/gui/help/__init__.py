"""Help: the way out for somebody who is threatened."""
