package io.parley.http.telephony;

import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.http.voice.VoiceEdge;
import io.parley.voice.twilio.TwilioCalls;
import java.util.ArrayList;
import java.util.List;

/// All endpoints of telephone providers. Those of a provider without credentials answer 404.
public final class TelephonyEndpoints {
  private TelephonyEndpoints() {}

  /// Where Twilio reaches us about calls that we have placed.
  public static TwilioCalls.Callbacks twilioCallbacks(TelephonySettings settings) {
    return new TwilioCalls.Callbacks(
        settings.url(TwilioEndpoints.VOICE), settings.url(TwilioEndpoints.STATUS));
  }

  public static List<Endpoint> of(Edge edge, VoiceEdge voice, Telephony telephony) {
    var shared = new TelephonyEdge(edge, voice, telephony);
    var all = new ArrayList<>(TwilioEndpoints.of(shared));
    all.addAll(TelnyxEndpoints.of(shared));
    all.addAll(VonageEndpoints.of(shared));
    return all;
  }
}
