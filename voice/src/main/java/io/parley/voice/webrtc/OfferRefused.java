package io.parley.voice.webrtc;

import io.parley.voice.sdp.SdpRefused;

/// A browser's offer, or a fragment of one, that cannot be accepted. The message is for the
/// client's developer: what was found, and what was expected.
public final class OfferRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  public enum Reason {
    /// Another offer might be accepted.
    NOT_ACCEPTABLE,
    /// The offer is valid, but the limit of calls is reached.
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

  static OfferRefused because(SdpRefused refused) {
    return new OfferRefused(Reason.NOT_ACCEPTABLE, refused.getMessage());
  }

  static OfferRefused tooManyCalls(int max) {
    return new OfferRefused(
        Reason.TOO_MANY_CALLS, "there are %d calls already (expected: fewer)".formatted(max));
  }

  public Reason reason() {
    return reason;
  }
}
