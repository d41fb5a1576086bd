"""Encoding texts as vectors: the `Encoder` protocol, its backends, and the model store."""

from semsearch.encode.cards import Card
from semsearch.encode.protocol import Calibration, Cosines, Encoder
from semsearch.encode.store import ModelStore

__all__ = ["Calibration", "Card", "Cosines", "Encoder", "ModelStore"]
