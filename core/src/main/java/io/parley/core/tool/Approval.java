package io.parley.core.tool;

/// A human's answer to "may this tool be called?".
public enum Approval {
  APPROVE,
  REJECT
}
