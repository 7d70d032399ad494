"""One page on a whole class: what to teach again, how each question went, who needs a look."""
