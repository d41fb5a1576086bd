"""What `make bench` measures: speed, memory and quality, each beside a peer in the same run."""
