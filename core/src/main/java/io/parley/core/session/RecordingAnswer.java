package io.parley.core.session;

/// The outcome of the question whether a call may be recorded.
public enum RecordingAnswer {
  /// The customer was told that the call is recorded, and stayed.
  ANNOUNCED,
  AGREED,
  REFUSED,
  /// No clear answer, or the question could not be put: as a refusal.
  UNANSWERED;

  /// Whether the call may be recorded.
  public boolean isConsent() {
    return this == ANNOUNCED || this == AGREED;
  }
}
