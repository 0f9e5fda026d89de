package io.parley.core.dial;

/// The kind of a number, by its country's plan of numbers.
public enum NumberKind {
  /// Of a subscriber: fixed, mobile, or of a kind that costs as much.
  ORDINARY,
  /// Calls to it cost more than to a subscriber, for the sake of its holder: premium rates, shared
  /// costs, universal and personal numbers, pagers.
  PREMIUM,
  /// It reaches an emergency service.
  EMERGENCY,
  /// The country has no such numbers.
  IMPOSSIBLE
}
