"""Looks for one small change in a student's own code that makes a function right; says where, never what."""
