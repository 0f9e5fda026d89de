package io.parley.voice.webrtc;

/// A browser's offer, or a piece of one, that cannot be met. The message is for whoever wrote the
/// client: what there was, and what was expected.
public final class OfferRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  public enum Reason {
    /// Another offer might be met.
    NOT_ACCEPTABLE,
    /// The offer is well, but there are as many calls as there may be.
    TOO_MANY_CALLS
  }

  private final Reason reason;

  private OfferRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  static OfferRefused expected(String what, Object found, String expected) {
    return new OfferRefused(
        Reason.NOT_ACCEPTABLE, "%s: %s (expected: %s)".formatted(what, found, expected));
  }

  static OfferRefused tooManyCalls(int max) {
    return new OfferRefused(
        Reason.TOO_MANY_CALLS, "there are %d calls already (expected: fewer)".formatted(max));
  }

  public Reason reason() {
    return reason;
  }
}
