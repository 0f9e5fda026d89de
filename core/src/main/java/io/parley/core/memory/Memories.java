package io.parley.core.memory;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// Recall of long-term memories. Thread safe; never blocks the caller.
public interface Memories {
  /// The memories relevant to an answer to `words`: the customer's facts first, then episodes and
  /// procedures that are near in meaning, best first within each kind.
  ///
  /// @param tokens the most tokens that they may take of the prompt together ([Tokens#estimate])
  CompletionStage<List<Memory>> recall(MemoryScope scope, String words, int tokens);

  /// Current facts about the scope's customer, newest first, to compare new ones with.
  ///
  /// @param limit how many at most
  CompletionStage<List<Memory>> facts(MemoryScope scope, int limit);
}
