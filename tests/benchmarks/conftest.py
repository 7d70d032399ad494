"""pytest does not look in here."""

collect_ignore_glob = ["*.py"]
