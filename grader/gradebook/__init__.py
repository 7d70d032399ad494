"""nbgrader's gradebook: opened, written, read, exported."""
