"""Submissions of every shape, all the way to the gradebook: each ends in a verdict, a remark where it is odd, a row."""
