"""From the text of an assignment to its source notebook."""
