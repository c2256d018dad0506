"""Running an audit: packs, events, the expendable worker and its supervisor."""
