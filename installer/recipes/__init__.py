"""Files that docs/engines.md gives to engines of others: osquery, Fleet, Wazuh, Intune, migasfree."""
