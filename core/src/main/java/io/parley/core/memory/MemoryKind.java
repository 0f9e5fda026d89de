package io.parley.core.memory;

/// Kinds of long-term memory, as cognitive science divides them (Tulving 1972; Squire 2004).
public enum MemoryKind {
  /// A fact about the customer: "wears size 42".
  SEMANTIC,
  /// What happened in an earlier session of this customer.
  EPISODIC,
  /// What solved such a problem before, for whomever; holds nothing about a customer. A person of
  /// the company approves it before it is told to anybody.
  PROCEDURAL
}
