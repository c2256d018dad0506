"""History of audits: what is kept of each look, where, and for how long. Off until the person says yes."""
