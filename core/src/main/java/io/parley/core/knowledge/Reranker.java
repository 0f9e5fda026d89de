package io.parley.core.knowledge;

import java.util.List;

/// A model that reads a question together with each text, which is slower and more exact than a
/// search. Thread safe.
public interface Reranker {
  /// Blocks, for a bounded time.
  ///
  /// @return places of `texts`, best first, none twice; those left out are worse than the others
  /// @throws io.parley.core.fault.ProviderFailure if there is no answer
  List<Integer> rank(String question, List<String> texts);
}
