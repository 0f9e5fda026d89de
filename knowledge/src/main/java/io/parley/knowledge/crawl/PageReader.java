package io.parley.knowledge.crawl;

import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.process.Parsed;
import java.util.concurrent.CompletionStage;

/// Parses a page; see [io.parley.knowledge.parse.process.IsolatedReader#parse].
@FunctionalInterface
interface PageReader {
  CompletionStage<Parsed> parse(FileInput file);
}
