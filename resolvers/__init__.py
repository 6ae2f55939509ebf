"""What a field means where the store alone does not say: keys read, batch resolvers answered for many parents at a
time."""
