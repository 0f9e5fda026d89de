package io.parley.core.memory;

import io.parley.core.party.Party;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A memory as the company's people see it.
///
/// @param customer whose it is; empty for a procedure, and for what a visitor told whom the company
///   does not know
/// @param agent id of the agent that learned it
/// @param turn the newest turn of its source that it was learned from
/// @param approval of a procedure: without it nobody is told it
/// @param corrections what it said before, newest first; empty in a list
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

  /// @param was what it said until then
  /// @param by `BOT` where the conversation itself has corrected it
  public record Correction(String was, Instant at, Party by) {}
}
