"""All exercises by name."""

from grader.exercises import p2, p6

EXERCISES = {exercise.name: exercise for part in (p2, p6) for exercise in part.EXERCISES}
