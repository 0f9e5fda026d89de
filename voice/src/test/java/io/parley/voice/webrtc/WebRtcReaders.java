package io.parley.voice.webrtc;

import io.parley.core.fuzz.Reader;
import io.parley.voice.sdp.Sdp;
import io.parley.voice.webrtc.WebRtcSettings.OfferLimits;
import java.util.List;

/// Readers of input that a browser sends before there is a call.
public final class WebRtcReaders {
  private static final OfferLimits LIMITS = new OfferLimits(1 << 20, 100_000, 16);

  private WebRtcReaders() {}

  public static List<Reader> all() {
    return List.of(
        new Reader("an offer", text -> Offer.parse(text, LIMITS)),
        new Reader("an offer's lines", text -> Sdp.parse(text, LIMITS.ofText())),
        new Reader(
            "lines below a medium",
            text -> Sdp.parse("m=audio 9 x 0\r\na=" + text, LIMITS.ofText())),
        new Reader("a fragment", text -> Fragment.parse(text, LIMITS)));
  }
}
