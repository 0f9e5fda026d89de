package io.parley.core.knowledge;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// Searches the knowledge base of a tenant. Best passages first; a passage's score can be compared
/// over queries.
public interface Knowledge {
  CompletionStage<List<Passage>> search(KnowledgeQuery query);
}
