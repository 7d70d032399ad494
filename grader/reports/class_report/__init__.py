"""One page on a whole class: what to teach again, how each question went, whose submission to look at."""
