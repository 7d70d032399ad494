"""Gives feedback pages back to students, through the platform on which they handed in."""
