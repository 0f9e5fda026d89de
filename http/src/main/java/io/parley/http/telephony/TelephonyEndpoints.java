package io.parley.http.telephony;

import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.http.voice.VoiceEdge;
import io.parley.voice.telnyx.TelnyxOutboundCalls;
import io.parley.voice.twilio.TwilioCalls;
import io.parley.voice.vonage.VonageCalls;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// All endpoints of telephone providers. Those of a provider without credentials answer 404. Calls
/// of colleagues, who join a call of this node, are placed with the addresses of
/// [TelephonySettings#ofNode].
public final class TelephonyEndpoints {
  private TelephonyEndpoints() {}

  /// Where Twilio reaches us about calls that we have placed.
  public static TwilioCalls.Callbacks twilioCallbacks(TelephonySettings settings) {
    return new TwilioCalls.Callbacks(
        settings.url(TwilioEndpoints.VOICE),
        settings.url(TwilioEndpoints.STATUS),
        settings.url(TwilioEndpoints.ANSWERER),
        settings.url(TwilioEndpoints.SAID));
  }

  /// Where Telnyx reaches us about calls that we have placed, and their passes.
  public static TelnyxOutboundCalls.Callbacks telnyxCallbacks(
      Edge edge, TelephonySettings settings) {
    var passes = TelephonyEdge.passes(edge, settings);
    return new TelnyxOutboundCalls.Callbacks(
        settings.url(TelnyxEndpoints.EVENTS),
        settings.socket(TelnyxEndpoints.MEDIA),
        order -> passes.issue(TelnyxEndpoints.pass(order), order.ring()));
  }

  /// Where Vonage reaches us about calls that we have placed.
  public static VonageCalls.Callbacks vonageCallbacks(TelephonySettings settings) {
    return new VonageCalls.Callbacks(
        settings.url(VonageEndpoints.ANSWER), settings.url(VonageEndpoints.EVENTS));
  }

  /// Asked by Twilio and Vonage about a call that was handed over, so that its caller comes back
  /// when nobody answers. Vonage's address has a pass for that, Twilio's is covered by a signature.
  ///
  /// @param ring of the target; @return empty for other providers
  public static Function<CallPass, Optional<URI>> returns(
      Edge edge, TelephonySettings settings, Duration ring) {
    var passes = TelephonyEdge.passes(edge, settings);
    return pass ->
        switch (pass.phone().provider()) {
          case "twilio" -> Optional.of(settings.url(TwilioEndpoints.afterHandover(pass)));
          case "vonage" ->
              Optional.of(settings.url(VonageEndpoints.back(passes.issue(pass.back(), ring))));
          default -> Optional.empty();
        };
  }

  public static List<Endpoint> of(Edge edge, VoiceEdge voice, Telephony telephony) {
    var shared = new TelephonyEdge(edge, voice, telephony);
    var all = new ArrayList<>(TwilioEndpoints.of(shared));
    all.addAll(TelnyxEndpoints.of(shared));
    all.addAll(VonageEndpoints.of(shared));
    return all;
  }
}
