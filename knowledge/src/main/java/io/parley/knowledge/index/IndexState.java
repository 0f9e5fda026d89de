package io.parley.knowledge.index;

/// The searchable part of an index.
///
/// @param version of the articles, see [io.parley.core.knowledge.Articles#version]
/// @param passages that are found
/// @param withoutVectors how many of them are found by their words alone so far
/// @param embedder whose vectors the others have
public record IndexState(long version, int passages, int withoutVectors, String embedder) {}
