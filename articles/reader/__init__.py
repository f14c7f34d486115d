"""The reader at `/`: pages made from the public API's documents and from nothing else."""
