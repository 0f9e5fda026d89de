package io.parley.core.knowledge.asked;

import io.parley.core.audit.Act;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// Keeps questions that were not answered, in groups of one meaning.
public interface AskedStore {
  /// The most groups of a page.
  int LIMIT_MAX = 100;

  /// A question on its way into a group.
  ///
  /// @param language a BCP 47 tag, or `und`
  /// @param vector of the text; empty while there is no embedder
  /// @param embedder whose vector it is, the same for all questions that are added together
  record Arriving(
      AskedQuestion question, String language, Optional<float[]> vector, String embedder) {}

  /// A group as the choice sees it.
  ///
  /// @param text the question that began it, of those that are kept
  /// @param vector the mean of its questions; empty when that is of another embedder, or of none
  record Known(long id, String language, String text, Optional<float[]> vector) {}

  /// Chooses the group of a question. Pure.
  @FunctionalInterface
  interface Choice {
    /// @return empty for a new group
    OptionalLong of(Arriving question, List<Known> groups);
  }

  /// Adds questions, or changes those that are there. A question that is there stays in its group;
  /// a new one opens an answered group again. Repetition changes nothing.
  CompletionStage<Void> add(TenantId tenant, List<Arriving> questions, Choice choice);

  /// The most often asked first.
  ///
  /// @param offset groups to leave out; @param limit at most [#LIMIT_MAX]
  CompletionStage<List<AskedGroup>> list(TenantId tenant, AskedState state, int offset, int limit);

  /// With more examples.
  CompletionStage<Optional<AskedGroup>> find(TenantId tenant, long id);

  /// Stores a person's draft.
  ///
  /// @return false when there is no such group
  CompletionStage<Boolean> draft(TenantId tenant, long id, String question, String answer);

  /// Moves a group to another state.
  ///
  /// @param ref of the document, for an answered one
  /// @return false when there is no such group
  CompletionStage<Boolean> move(TenantId tenant, long id, AskedState state, Optional<String> ref);

  /// Moves all questions of one group into another, and removes the first.
  ///
  /// @return false when one of them does not exist, or they are the same
  CompletionStage<Boolean> merge(TenantId tenant, long id, long into);

  /// Erases a session's questions; later ones of it are not taken either.
  ///
  /// @return how many there were
  CompletionStage<Integer> forget(TenantId tenant, SessionId session);

  /// The same as an act of somebody, in the audit trail of the tenant. A store without audit trails
  /// only erases.
  default CompletionStage<Integer> forget(TenantId tenant, SessionId session, Act act) {
    return forget(tenant, session);
  }
}
