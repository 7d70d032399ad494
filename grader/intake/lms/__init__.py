"""To and from learning platforms: what Moodle and Canvas export is collected, and grades go back in their form."""
