package io.parley.http.mcp;

import java.util.Arrays;
import java.util.Optional;

/// The revisions of the protocol that this server speaks, newest first.
enum Revision {
  /// Stateless: every request carries version and capabilities.
  R2026_07_28("2026-07-28"),
  /// Begins with `initialize`, as all before it.
  R2025_11_25("2025-11-25"),
  R2025_06_18("2025-06-18"),
  R2025_03_26("2025-03-26");

  private final String date;

  Revision(String date) {
    this.date = date;
  }

  String date() {
    return date;
  }

  boolean isStateless() {
    return this == R2026_07_28;
  }

  static Optional<Revision> of(String date) {
    return Arrays.stream(values()).filter(each -> each.date.equals(date)).findFirst();
  }

  /// The revision of a connection whose client proposed this one in `initialize`.
  static Revision agreed(String proposed) {
    return of(proposed).filter(revision -> !revision.isStateless()).orElse(R2025_11_25);
  }
}
