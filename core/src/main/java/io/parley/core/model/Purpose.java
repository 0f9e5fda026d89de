package io.parley.core.model;

/// What a model is asked for; each purpose may be answered by another model.
public enum Purpose {
  REPLY,
  SUMMARY,
  /// A short verdict in a form that a program reads: what to remember of a conversation.
  CLASSIFY
}
