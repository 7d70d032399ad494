"""The page on the whole term: each student's course, what stayed misunderstood, who is falling behind."""
