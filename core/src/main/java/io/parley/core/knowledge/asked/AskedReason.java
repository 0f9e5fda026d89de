package io.parley.core.knowledge.asked;

import io.parley.core.text.ConstantWord;
import java.util.Arrays;

/// The fact that tells that a question was not answered.
public enum AskedReason {
  /// The best passage that was found is below the score of an answer.
  NOTHING_FOUND,
  /// The reply says that it does not know.
  ADMITTED,
  /// The customer rated the conversation low after an answer from the knowledge base.
  RATED_DOWN,
  /// The customer's next message asks for a human.
  HUMAN_WANTED;

  /// The word in tables and to clients.
  public String word() {
    return ConstantWord.of(this);
  }

  /// @param word as [#word] gives it
  public static AskedReason of(String word) {
    return Arrays.stream(values())
        .filter(reason -> reason.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown reason of a question"));
  }
}
