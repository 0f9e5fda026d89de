package io.parley.core.memory;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// What is remembered beyond a conversation's own words. Thread safe; never blocks the caller.
public interface Memories {
  /// What is worth telling an agent that is about to answer `words`: the customer's facts first,
  /// then episodes and procedures that are near in meaning, best first within each kind.
  ///
  /// @param tokens what they may take of the prompt together ([Tokens#estimate])
  CompletionStage<List<Memory>> recall(MemoryScope scope, String words, int tokens);

  /// Facts that are held about the scope's customer now, newest first: what new ones are compared
  /// with.
  ///
  /// @param limit how many at most
  CompletionStage<List<Memory>> facts(MemoryScope scope, int limit);
}
