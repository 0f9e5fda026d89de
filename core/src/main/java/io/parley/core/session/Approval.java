package io.parley.core.session;

/// A human's answer to "may this tool be called?".
public enum Approval {
  APPROVE,
  REJECT
}
