"""Vectors of length 1. Pure."""

import numpy as np

from semsearch.records import Vectors


def normalised(rows: Vectors) -> Vectors:
    """Rows of shape (n, dim), each divided by its length; those of length 0 stay so."""
    unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True).clip(min=1e-12)
    return unit


def mean_direction(rows: Vectors) -> Vectors:
    """The normalised sum of rows, shape (dim,); 0 if there are none or they cancel out."""
    direction: Vectors = normalised(rows.sum(axis=0, dtype=np.float32, keepdims=True))[0]
    return direction
