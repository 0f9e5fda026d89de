package io.parley.http.knowledge;

import io.parley.core.knowledge.Articles;
import io.parley.core.knowledge.Knowledge;
import io.parley.core.knowledge.asked.AnswerProposals;
import io.parley.core.knowledge.asked.AskedStore;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.knowledge.document.Documents;
import io.parley.core.knowledge.document.FileIntake;
import io.parley.core.knowledge.document.KnowledgeCollections;
import io.parley.core.knowledge.document.KnowledgeFiles;
import io.parley.core.knowledge.site.KnowledgeSources;
import io.parley.core.secret.Secrets;
import io.parley.core.tenant.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// All that the endpoints need.
///
/// @param proposals empty without a language model
/// @param searchable the version of a tenant's knowledge that this node's searches use now; empty
///   while there is no index
public record KnowledgeStores(
    KnowledgeCollections collections,
    Documents documents,
    KnowledgeFiles files,
    FileIntake intake,
    Articles articles,
    AskedStore asked,
    Optional<AnswerProposals> proposals,
    Knowledge knowledge,
    Function<TenantId, OptionalLong> searchable,
    DocumentLimits limits,
    Sources sources) {

  /// Sites, exports and resources that are read again and again.
  ///
  /// @param secrets sign notes of their changes
  /// @param everyMin the shortest schedule
  public record Sources(
      KnowledgeSources all, Secrets secrets, Duration everyMin, InstantSource clock) {}
}
