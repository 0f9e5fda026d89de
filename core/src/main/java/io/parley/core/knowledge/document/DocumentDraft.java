package io.parley.core.knowledge.document;

import io.parley.core.knowledge.Article;
import java.util.Optional;

/// A text to store.
///
/// @param source the address at which people find it
public record DocumentDraft(Article article, Optional<String> source) {}
