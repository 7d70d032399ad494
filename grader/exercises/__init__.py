"""All exercises by name."""

from grader.exercises import p6

EXERCISES = {exercise.name: exercise for exercise in p6.EXERCISES}
