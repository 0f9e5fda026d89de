package io.parley.core.metering;

import io.parley.core.tenant.SessionKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// An amount that one event has used. Session, number and kind are its key: the same event makes
/// the same record whenever it is delivered.
///
/// @param seq number of the event in its session
/// @param model full name in the answer; present for tokens alone
/// @param amount > 0, in the kind's unit; of [UsageKind#ARCHIVE_BYTES] the new archive's size
/// @param at time of the event
public record UsageRecord(
    SessionKey session, long seq, UsageKind kind, Optional<String> model, long amount, Instant at)
    implements Comparable<UsageRecord> {
  private static final Comparator<UsageRecord> ORDER =
      Comparator.<UsageRecord, String>comparing(record -> record.session().tenant().value())
          .thenComparing(record -> record.session().session().value())
          .thenComparingLong(UsageRecord::seq)
          .thenComparing(UsageRecord::kind);

  public UsageRecord {
    if (amount <= 0) throw new IllegalArgumentException("amount: " + amount + " (expected: > 0)");
  }

  /// The order in which records are stored: by session, then by number, so that two writers do not
  /// wait for each other in a circle.
  @Override
  public int compareTo(UsageRecord other) {
    return ORDER.compare(this, other);
  }
}
