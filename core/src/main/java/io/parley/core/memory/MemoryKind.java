package io.parley.core.memory;

/// Kinds of long-term memory, as cognitive science divides them (Tulving 1972; Squire 2004).
public enum MemoryKind {
  /// A fact about the customer: "wears size 42".
  SEMANTIC,
  /// An episode: the course of an earlier session of this customer.
  EPISODIC,
  /// A procedure: what solved such a problem before, for any customer; holds nothing about a
  /// customer. A person of the company approves it before it is used.
  PROCEDURAL
}
