"""Write side of the machine, for three systems and a remembered one. Only `postigo.fixes` imports it, and its tests."""
