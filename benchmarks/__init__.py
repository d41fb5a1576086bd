"""Benchmarks of speed, memory and quality (`make bench`), each with a peer in the same run."""
