package io.parley.core.knowledge.asked;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The state of a group of questions.
public enum AskedState {
  /// Waits for a person.
  OPEN,
  /// A person wrote a document. Asked again without an answer, it is open again.
  ANSWERED,
  /// A person decided that it needs none.
  DISMISSED;

  /// The word in tables and to clients.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @param word as [#word] gives it; empty for any other
  public static Optional<AskedState> of(String word) {
    return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
  }
}
