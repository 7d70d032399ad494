"""All small changes of a piece of code, the likeliest kinds first."""
