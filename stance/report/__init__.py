"""Pages and charts of what was found.

Names resolve on first use (PEP 562), so that neither matplotlib nor Jinja2 is loaded before a page is made.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance.report.charts import plot_positions, plot_trends
    from stance.report.notebook import analysis_html
    from stance.report.write import write_report

__all__ = ["analysis_html", "plot_positions", "plot_trends", "write_report"]

_MODULES = {
    "analysis_html": "notebook",
    "plot_positions": "charts",
    "plot_trends": "charts",
    "write_report": "write",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
