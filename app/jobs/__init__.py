"""The only package that knows threads, processes and the analysis process's connection."""

from __future__ import annotations

from app.jobs.analysis import AnalysisProcess
from app.jobs.pool import Job, Jobs, Lane

__all__ = ["AnalysisProcess", "Job", "Jobs", "Lane"]
