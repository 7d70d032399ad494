"""A made class over all assignments: some right, some wrong by one thing, some not finished."""
