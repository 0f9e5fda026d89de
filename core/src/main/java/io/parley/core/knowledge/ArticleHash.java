package io.parley.core.knowledge;

/// Identifies an article and its content.
///
/// @param hash see [Article#hash]
public record ArticleHash(String ref, String hash) {}
