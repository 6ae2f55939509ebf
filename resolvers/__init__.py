"""What a field means where the store alone does not say: keys read, seams answered for many parents at a time."""
