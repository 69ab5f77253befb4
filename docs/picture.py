"""Draws docs/picture.png, the picture of the README: the penguins, and a neuron that learns to tell them apart."""

from pathlib import Path

from lessons_lib import figures
from lessons_lib.data import penguins
from lessons_lib.neuron import standardise, train

birds = penguins()
X = standardise(birds.X).X
training = train(X, birds.y, learning_rate=0.5, iterations=1000)
picture = figures.training_steps(X, birds.y, training, (1, 10, 100, 1000), ("bill length", "body mass"), birds.label_names)
picture.savefig(Path(__file__).with_name("picture.png"), dpi=200, metadata={"Software": None})
