package io.parley.voice.dial;

/// There is no provider for calls out. The message says what to set.
public final class NoWayOut extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoWayOut() {
    super(
        "no provider dials (expected: parley.telephony.outbound.by, twilio, telnyx or vonage and"
            + " its credentials, or sip and a trunk with a host)",
        null,
        false,
        false);
  }
}
