package io.parley.core.tool;

/// A source of an answer.
///
/// @param title for people
/// @param ref the document's stable name
/// @param score relevance, 0 to 1
public record Source(String title, String ref, double score) {}
