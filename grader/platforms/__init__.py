"""Former name of `grader.intake.lms`, kept for one release."""
