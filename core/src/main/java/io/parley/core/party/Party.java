package io.parley.core.party;

import java.util.Arrays;

/// The actor behind an event of a session. `HUMAN` is a human of the company, `BOT` the agent's
/// voice, `SYSTEM` Parley itself (a deadline, a drain).
public enum Party {
  CUSTOMER("customer"),
  /// The word is the protocol's, from before language models were called agents.
  HUMAN("agent"),
  OPERATOR("operator"),
  BOT("bot"),
  SYSTEM("system");

  private final String word;

  Party(String word) {
    this.word = word;
  }

  /// The word in the journal, in tables, between nodes and to clients.
  public String word() {
    return word;
  }

  /// @param word as [#word] gives it
  public static Party of(String word) {
    return Arrays.stream(values())
        .filter(party -> party.word.equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("unknown party (expected: customer, agent …)"));
  }
}
