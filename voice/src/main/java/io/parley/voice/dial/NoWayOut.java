package io.parley.voice.dial;

/// There is no provider for calls out. The message says what to set.
public final class NoWayOut extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoWayOut() {
    super(
        "no provider dials (expected: parley.telephony.outbound.by, such as twilio, and its"
            + " credentials)",
        null,
        false,
        false);
  }
}
