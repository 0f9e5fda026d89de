package io.parley.core.quota;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Something of which an organisation may use so much, and no more.
public enum QuotaKind {
  /// Sessions that are started, in a minute.
  SESSIONS(Duration.ofMinutes(1)),
  /// Messages of customers, each of which opens a turn or joins one, in a minute.
  TURNS(Duration.ofMinutes(1)),
  /// Tokens that models read and write, in a minute. They are known when they have been used: with
  /// the quota used up no more turns begin, and those under way are completed.
  TOKENS(Duration.ofMinutes(1)),
  /// Files and documents that are uploaded, in 24 hours.
  UPLOADS(Duration.ofDays(1)),
  /// Calls at once.
  CALLS(null),
  /// Members, with those who are invited.
  SEATS(null),
  /// Bytes of archives, recordings and documents. Documents are refused with the quota used up;
  /// sessions are archived and calls recorded all the same, and count.
  STORAGE(null);

  private final Duration window;

  QuotaKind(Duration window) {
    this.window = window;
  }

  /// The time within which the quota counts; empty for a number of things that exist at once.
  public Optional<Duration> window() {
    return Optional.ofNullable(window);
  }

  /// Whether an organisation may limit it, too: nodes count it.
  public boolean isLimitedByOrganisations() {
    return switch (this) {
      case SESSIONS, TURNS, TOKENS, UPLOADS, CALLS -> true;
      case SEATS, STORAGE -> false;
    };
  }

  /// In small letters. For stores, settings and protocols; never changes.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<QuotaKind> of(String word) {
    return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
