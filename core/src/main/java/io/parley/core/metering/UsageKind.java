package io.parley.core.metering;

import io.parley.core.text.ConstantWord;
import java.util.Optional;
import java.util.stream.Stream;

/// A quantity that is metered. One event has at most one record of a kind.
public enum UsageKind {
  /// Sessions that were started.
  SESSIONS,
  /// Turns that were opened, however they ended.
  TURNS,
  /// Messages of customers, of people of the company, and of the agent outside its replies. A reply
  /// is part of its turn.
  MESSAGES,
  /// Tokens that a model read, as its provider counted them, or estimated. None of cached answers.
  INPUT_TOKENS,
  /// Tokens that a model wrote, likewise.
  OUTPUT_TOKENS,
  /// Tool calls that a model requested, except those that share the effect of an identical one. A
  /// call that is made again is the same call.
  TOOL_CALLS,
  /// Length of calls, in milliseconds, to the hundredth of a second.
  CALL_MILLIS,
  /// Change of the stored size of archives, in bytes: an archive replaces the session's earlier
  /// one, so that the sum of all records is what is stored.
  ARCHIVE_BYTES,
  /// Change of the stored size of recordings of calls, in bytes of their sound. No event tells it:
  /// the store of recordings makes the records, at their ends and every ten minutes before.
  RECORDING_BYTES,
  /// Change of the stored size of documents, in bytes of the texts of all kept versions. The store
  /// of documents makes the records.
  DOCUMENT_BYTES;

  /// In small letters with hyphens: `input-tokens`. For stores and protocols; never changes.
  public String word() {
    return ConstantWord.of(this);
  }

  public static Optional<UsageKind> of(String word) {
    return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /// Whether the sum of all records is an amount that exists now, rather than one that was used.
  public boolean isStored() {
    return switch (this) {
      case ARCHIVE_BYTES, RECORDING_BYTES, DOCUMENT_BYTES -> true;
      case SESSIONS, TURNS, MESSAGES, INPUT_TOKENS, OUTPUT_TOKENS, TOOL_CALLS, CALL_MILLIS -> false;
    };
  }
}
