"""All exercises by name."""

from grader.exercises import p1, p2, p3, p4, p5, p6, p7, p8

EXERCISES = {exercise.name: exercise for part in (p1, p2, p3, p4, p5, p6, p7, p8) for exercise in part.EXERCISES}
