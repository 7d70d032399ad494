"""What the grader costs, measured: `make bench`. Benchmarks are not tests; pytest does not look in here."""
