"""Hosts file, proxies and DNS: what stands between this computer and its pages."""
