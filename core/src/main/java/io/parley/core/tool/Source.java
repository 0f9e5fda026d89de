package io.parley.core.tool;

/// Where an answer comes from.
///
/// @param title for people
/// @param ref the document's stable name
/// @param score how well it fits, 0 to 1
public record Source(String title, String ref, double score) {}
