package io.parley.core.model;

/// The purpose of a model call; each purpose may use another model.
public enum Purpose {
  REPLY,
  SUMMARY,
  /// A short, machine-readable verdict, such as the memories of a conversation.
  CLASSIFY
}
