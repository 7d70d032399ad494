"""A made class: small overlays on the released notebook, and one table of what is expected of each."""
