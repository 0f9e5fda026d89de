package io.parley.tools.mcp.rpc;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/// The revisions of the protocol that this client speaks, newest first.
public enum Revision {
  /// Stateless: every request carries version and capabilities.
  R2026_07_28("2026-07-28"),
  /// Begins with `initialize`, as all before it.
  R2025_11_25("2025-11-25"),
  R2025_06_18("2025-06-18"),
  R2025_03_26("2025-03-26"),
  R2024_11_05("2024-11-05");

  private final String date;

  Revision(String date) {
    this.date = date;
  }

  /// As it is written on the wire.
  public String date() {
    return date;
  }

  public boolean isStateless() {
    return this == R2026_07_28;
  }

  /// Whether the version is a header of each request.
  public boolean hasHeader() {
    return compareTo(R2025_06_18) <= 0;
  }

  public static Optional<Revision> of(String date) {
    return Arrays.stream(values()).filter(each -> each.date.equals(date)).findFirst();
  }

  /// The newest one of those that a server offers.
  public static Optional<Revision> newest(Collection<String> offered) {
    return Arrays.stream(values()).filter(each -> offered.contains(each.date)).findFirst();
  }
}
