"""Collects submissions from the archives that Moodle and Canvas export."""
