package io.parley.core.memory;

import io.parley.core.party.Party;

/// One message of the conversation, as prompts contain it.
///
/// @param seq number of its event
/// @param turn the turn that it belongs to; 0 before the first
/// @param tokens estimated, see [Tokens]
public record HistoryLine(long seq, int turn, Party by, String text, int tokens) {

  public static HistoryLine of(long seq, int turn, Party by, String text) {
    return new HistoryLine(seq, turn, by, text, Tokens.estimate(text) + Tokens.PER_MESSAGE);
  }
}
