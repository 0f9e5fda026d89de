package io.parley.server;

import io.parley.http.session.Edge;
import io.parley.http.telephony.TelephonyEndpoints;
import io.parley.http.telephony.TelephonySettings;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telnyx.TelnyxCalls;
import io.parley.voice.telnyx.TelnyxOutboundCalls;
import io.parley.voice.twilio.TwilioCalls;
import io.parley.voice.vonage.VonageCalls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// The APIs of telephone providers, each where its credentials are set.
///
/// @param claims so that an order is dialled once
record PhoneProviders(NodeBasics basics, TelephonySettings settings, DialClaims claims) {

  /// Requests to a provider, by the addresses that its answers come to.
  ///
  /// @param out calls to people, of which any node takes the answer
  /// @param colleagues their calls, which come to this node, and transfers
  record Ways<T>(T out, T colleagues) {}

  private <T> Ways<T> ways(Function<TelephonySettings, T> by) {
    return new Ways<>(by.apply(settings), by.apply(settings.ofNode()));
  }

  /// @param listened how long Twilio listens for machines in calls out; empty: it does not
  Optional<Ways<TwilioCalls>> twilio(Optional<Duration> listened) {
    var twilio = settings.twilio();
    if (twilio.token().isEmpty() || twilio.account().isEmpty()) return Optional.empty();
    var http = http("Twilio");
    var executor = executor("Twilio");
    return Optional.of(
        new Ways<>(
            twilio(settings, http, listened, executor),
            twilio(settings.ofNode(), http, Optional.empty(), executor)));
  }

  private TwilioCalls twilio(
      TelephonySettings at,
      GuardedHttp http,
      Optional<Duration> listened,
      ExecutorService executor) {
    return new TwilioCalls(
        at.twilio(), http, claims, TelephonyEndpoints.twilioCallbacks(at), listened, executor);
  }

  Optional<TelnyxCalls> telnyx() {
    if (settings.telnyx().apiKey().isEmpty()) return Optional.empty();
    return Optional.of(new TelnyxCalls(settings.telnyx(), http("Telnyx"), executor("Telnyx")));
  }

  /// @param lengthMax of a conversation
  Optional<Ways<OutboundCalls>> telnyxOut(TelnyxCalls commands, Edge edge, Duration lengthMax) {
    if (settings.telnyx().connection().isEmpty()) return Optional.empty();
    return Optional.of(
        ways(
            at ->
                new TelnyxOutboundCalls(
                    commands, claims, TelephonyEndpoints.telnyxCallbacks(edge, at), lengthMax)));
  }

  Optional<Ways<VonageCalls>> vonage() {
    var vonage = settings.vonage();
    if (vonage.privateKey().isEmpty()) return Optional.empty();
    var http = http("Vonage");
    var executor = executor("Vonage");
    return Optional.of(
        ways(
            at ->
                new VonageCalls(
                    vonage,
                    http,
                    claims,
                    TelephonyEndpoints.vonageCallbacks(at),
                    executor,
                    basics.clock())));
  }

  private GuardedHttp http(String provider) {
    return basics
        .closers()
        .add("the way out to " + provider, GuardedHttp.open(GuardSettings.from(basics.config())));
  }

  private ExecutorService executor(String provider) {
    return basics
        .closers()
        .add("requests to " + provider, Executors.newVirtualThreadPerTaskExecutor());
  }
}
