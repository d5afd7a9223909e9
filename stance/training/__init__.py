"""Training: from a labelled table to a model folder, with the figures that say how good it is."""

from stance.training.issues import label_issues
from stance.training.train import TrainingResult, held_out_probabilities, train

__all__ = ["TrainingResult", "held_out_probabilities", "label_issues", "train"]
