"""Positions: from a speaker's statements, with their probabilities, to where the speaker stands; shares and trends."""

from stance.positions.balances import Balance, balance_interval, speaker_balances
from stance.positions.fitting import fit_position_model
from stance.positions.model import DEFAULT_POSITION_MODEL, MIN_LEAD, PositionModel
from stance.positions.pooling import pool_each, pool_positions
from stance.positions.shares import Share, corrected_shares, count_stances, design_effect
from stance.positions.trends import Period, TrendPoint, choose_period, period_of, trend_shares

__all__ = [
    "DEFAULT_POSITION_MODEL",
    "MIN_LEAD",
    "Balance",
    "Period",
    "PositionModel",
    "Share",
    "TrendPoint",
    "balance_interval",
    "choose_period",
    "corrected_shares",
    "count_stances",
    "design_effect",
    "fit_position_model",
    "period_of",
    "pool_each",
    "pool_positions",
    "speaker_balances",
    "trend_shares",
]
