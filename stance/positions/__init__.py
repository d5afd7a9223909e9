"""Positions: from a speaker's statements, with their probabilities, to where the speaker stands."""

from stance.positions.pooling import DEFAULT_POSITION_MODEL, PositionModel, pool_positions, share_interval

__all__ = ["DEFAULT_POSITION_MODEL", "PositionModel", "pool_positions", "share_interval"]
