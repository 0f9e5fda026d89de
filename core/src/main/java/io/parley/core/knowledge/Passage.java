package io.parley.core.knowledge;

/// A piece of an article that may answer a question.
///
/// @param ref the article's stable name; @param text Markdown, as written
/// @param score 0 (unrelated) to 1 (as near as can be)
public record Passage(String title, String ref, String text, double score) {}
