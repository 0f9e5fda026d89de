package io.parley.knowledge.search;

/// The vectors of a passage, each of length 1: of its text, and of its heading (which is often the
/// question itself).
public record PassageVectors(float[] body, float[] heading) {}
