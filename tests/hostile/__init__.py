"""Malformed and hostile files, made from a seed: what becomes of them and of the build around them."""
