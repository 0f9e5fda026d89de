package io.parley.voice.webrtc;

import io.parley.voice.sdp.Sdp;
import io.parley.voice.sdp.SdpRefused;
import io.parley.voice.webrtc.WebRtcSettings.OfferLimits;
import java.util.Optional;

/// A piece of a description, as it is sent while a call is going on (RFC 8840,
/// `application/trickle-ice-sdpfrag`): a new name and password of the browser, or its candidates.
/// Candidates are ignored, as an ICE-lite end never searches for a path.
final class Fragment {
  private Fragment() {}

  /// The browser's name and password, if present.
  ///
  /// @throws OfferRefused when it is not a fragment
  static Optional<IceCredentials> parse(String text, OfferLimits limits) {
    var sdp = read(text, limits);
    var ufrag = Sdp.first(sdp.attributes(), "ice-ufrag");
    var password = Sdp.first(sdp.attributes(), "ice-pwd");
    for (var media : sdp.media()) {
      if (ufrag.isEmpty()) ufrag = media.attribute("ice-ufrag");
      if (password.isEmpty()) password = media.attribute("ice-pwd");
    }
    if (ufrag.isEmpty() && password.isEmpty()) return Optional.empty();
    return Optional.of(IceCredentials.parse(ufrag.orElse(""), password.orElse("")));
  }

  private static Sdp read(String text, OfferLimits limits) {
    try {
      return Sdp.parse(text, limits.ofText());
    } catch (SdpRefused e) {
      throw OfferRefused.because(e);
    }
  }
}
