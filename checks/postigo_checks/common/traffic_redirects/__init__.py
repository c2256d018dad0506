"""Things between this computer and the web: hosts file, proxy, added root certificates, name servers."""
