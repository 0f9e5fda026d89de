package io.parley.core.tool;

/// How a call that was in doubt came out.
public enum Resolution {
  /// Its effect is there.
  HAPPENED,
  /// It had no effect, and will have none.
  DID_NOT_HAPPEN,
  /// It had its effect, which was undone.
  UNDONE;

  /// The outcome of the call: an effect that was undone is none.
  public ToolOutcome.Kind outcome() {
    return this == HAPPENED ? ToolOutcome.Kind.SUCCEEDED : ToolOutcome.Kind.FAILED;
  }

  /// The resolution that a certain outcome means.
  public static Resolution of(ToolOutcome.Kind outcome) {
    return switch (outcome) {
      case SUCCEEDED -> HAPPENED;
      case FAILED, REJECTED -> DID_NOT_HAPPEN;
      case IN_DOUBT, PENDING ->
          throw new IllegalArgumentException(
              "outcome: %s (expected: a certain outcome)".formatted(outcome));
    };
  }
}
