"""Metrics: which ways there are to say how far apart two rows are, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Metric = Literal[
    "cosine", "euclidean", "euclidean-normalized", "manhattan", "manhattan-normalized",
    "pearson", "pearson-absolute", "spearman", "spearman-absolute", "jaccard", "hamming",
    "mahalanobis",
]

Filling = Literal["mean", "median", "share"]
"""What stands for a missing value: its column's mean, median, or share of non-zero values."""


@dataclass(frozen=True)
class MetricRecord:
    """What is known of a metric without computing it.

    `dtype` is that of the stored distances. `filling` stands for missing values. `spread` says
    whether a missing value also adds how much its column varies, as is to be expected of it.
    `scaled` says whether columns are brought to one scale first.
    """

    title: str
    help: str
    dtype: Any = np.float64
    filling: Filling = "mean"
    spread: bool = False
    scaled: bool = False


METRICS: dict[Metric, MetricRecord] = {
    "cosine": MetricRecord(
        "Cosine", "Compares the pattern of the numbers, not their size; best for pictures.",
        np.float32),
    "euclidean": MetricRecord(
        "Euclidean", "The straight line between two points; large numbers count most.",
        spread=True),
    "euclidean-normalized": MetricRecord(
        "Euclidean (normalized)", "The straight line, after all columns are brought to one scale.",
        spread=True, scaled=True),
    "manhattan": MetricRecord(
        "Manhattan", "The sum of all differences; a few large ones count less than in Euclidean.",
        filling="median", spread=True),
    "manhattan-normalized": MetricRecord(
        "Manhattan (normalized)",
        "The sum of all differences, after all columns are brought to one scale.",
        filling="median", spread=True, scaled=True),
    "pearson": MetricRecord(
        "Pearson", "Close when the numbers of two rows rise and fall together.", np.float32),
    "pearson-absolute": MetricRecord(
        "Pearson (absolute)", "As Pearson; rows that do exactly the opposite are close too.",
        np.float32),
    "spearman": MetricRecord(
        "Spearman", "As Pearson, but only which numbers are larger counts, not by how much.",
        np.float32),
    "spearman-absolute": MetricRecord(
        "Spearman (absolute)", "As Spearman; rows that do exactly the opposite are close too.",
        np.float32),
    "jaccard": MetricRecord(
        "Jaccard", "For yes and no: which share of what either row has they do not both have.",
        filling="share"),
    "hamming": MetricRecord(
        "Hamming", "The share of columns in which two rows differ, by however much."),
    "mahalanobis": MetricRecord(
        "Mahalanobis", "The straight line, after columns that say the same thing are evened out."),
}
