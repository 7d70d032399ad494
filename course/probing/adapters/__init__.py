"""What a notebook wraps around a student's function so that plain values can ask and judge it."""
