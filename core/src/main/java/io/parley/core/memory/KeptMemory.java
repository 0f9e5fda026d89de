package io.parley.core.memory;

import io.parley.core.party.Party;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A memory as the company's staff see it.
///
/// @param customer the customer it is about; empty for a procedure, and for visitors that the
///   company does not know
/// @param agent id of the agent that learned it
/// @param turn the newest turn of its source session that it was learned from
/// @param approval of a procedure: without approval it is never used
/// @param corrections its earlier texts, newest first; empty in a list
public record KeptMemory(
    Memory memory,
    Optional<String> customer,
    String agent,
    int turn,
    Instant writtenAt,
    Optional<Approval> approval,
    List<Correction> corrections) {
  public KeptMemory {
    corrections = List.copyOf(corrections);
  }

  /// @param by a person of the company
  public record Approval(Instant at, Party by) {}

  /// @param was its text until then
  /// @param by `BOT` where the conversation itself corrected it
  public record Correction(String was, Instant at, Party by) {}
}
