"""Training: from a labelled table to a model folder, with the figures that say how good it is."""

from stance.training.train import TrainingResult, train

__all__ = ["TrainingResult", "train"]
