"""Decides which submissions need a verdict, has them graded, and stores the verdicts."""
