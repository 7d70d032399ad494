"""Checks that students run themselves: they explain, they never grade, they hold no answers.

One module per assignment (`p6`), each a list of small declarations over the same machinery:

- `report`: what a check prints;
- `calling`: run a student's function and put whatever goes wrong into a sentence;
- `arrays`: is it an array of the right kind and shape;
- `numeric`: central differences of the student's own forward functions;
- `gradients`, `network`: where two gradients differ, and the likely slip;
- `picture`: the difference as heat-maps;
- `slope`, `known`, `claims`: slips of an activation, numbers known beforehand, questions to a gradient check.
"""
