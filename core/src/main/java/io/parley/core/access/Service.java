package io.parley.core.access;

/// How far an organisation is served, as its lifecycle has it.
public enum Service {
  /// All works.
  OPEN,
  /// Suspended, or waiting for its deletion: its people look, leave and decide about its end.
  RESTRICTED,
  /// Not claimed: it has no people yet. Staff prepares it.
  UNCLAIMED,
  /// Deleted.
  CLOSED
}
