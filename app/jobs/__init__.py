"""The only package that knows threads, processes and the connections to them."""

from __future__ import annotations

from app.jobs.analysis import AnalysisProcess
from app.jobs.listening import ListeningProcess
from app.jobs.pool import ErrorCallback, Job, JobQueue, Jobs
from app.jobs.training import TrainingProcess

__all__ = [
    "AnalysisProcess",
    "ErrorCallback",
    "Job",
    "JobQueue",
    "Jobs",
    "ListeningProcess",
    "TrainingProcess",
]
