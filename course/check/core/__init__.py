"""Modules that the checks of all assignments share."""
