package io.parley.core.knowledge.asked;

import io.parley.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Proposes answers to questions that were not answered. A proposal is shown to a person; it is
/// never stored or published by itself. Thread safe.
public interface AnswerProposals {
  /// @param answer Markdown
  /// @param model that wrote it
  /// @param refs of the documents that it was given
  record Proposal(String answer, String model, List<String> refs) {
    public Proposal {
      refs = List.copyOf(refs);
    }
  }

  /// @return empty when neither documents nor humans of the company say anything about it; fails
  ///   with an [io.parley.core.model.ModelFailure] when the model does not answer
  CompletionStage<Optional<Proposal>> of(TenantId tenant, AskedGroup group);
}
