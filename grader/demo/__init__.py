"""A class of made-up students: what each hands in, and a table of what the grader should say to each."""
