"""A notebook as it arrives: read, and run so that what stands beside an answer does it no harm."""
