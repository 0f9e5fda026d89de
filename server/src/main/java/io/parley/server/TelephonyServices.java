package io.parley.server;

import io.parley.core.turn.Line;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.http.telephony.PhoneTransfers;
import io.parley.http.telephony.Telephony;
import io.parley.http.telephony.TelephonyEndpoints;
import io.parley.http.telephony.TelephonySettings;
import io.parley.operations.TelephonyMeters;
import io.parley.outbound.guard.GuardSettings;
import io.parley.outbound.guard.GuardedHttp;
import io.parley.voice.call.CallSettings;
import io.parley.voice.call.CallSettings.Phrases;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telnyx.TelnyxCalls;
import io.parley.voice.twilio.TwilioCalls;
import io.parley.voice.twilio.TwilioTransfer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/// Calls by telephone providers. A provider without credentials costs nothing.
final class TelephonyServices {
  private static final String FALLBACK = "en";

  private TelephonyServices() {}

  static List<Endpoint> endpoints(NodeBasics basics, Services services, Edge edge) {
    var settings = TelephonySettings.from(basics.config());
    var phrases = CallSettings.from(basics.config()).phrases();
    var transfers = transfers(settings, services, basics);
    return TelephonyEndpoints.of(
        edge,
        services.conversations().voice(),
        new Telephony(
            settings,
            services.brains().agents(),
            services.storage().repositories().startRequests(),
            language -> lines(phrases, language),
            telnyx(settings, basics),
            transfers,
            new TelephonyMeters(basics.meters().registry()).and(transfers.colleagues())));
  }

  private static Map<Line, String> lines(Map<String, Phrases> phrases, String language) {
    var tongue = Locale.forLanguageTag(language).getLanguage();
    return phrases.getOrDefault(tongue, phrases.get(FALLBACK)).lines();
  }

  /// How a call is handed over: Twilio's by its REST API, where it has the credentials.
  private static PhoneTransfers transfers(
      TelephonySettings settings, Services services, NodeBasics basics) {
    var twilio = settings.twilio();
    if (twilio.token().isEmpty() || twilio.account().isEmpty()) return PhoneTransfers.none();
    var http =
        basics
            .closers()
            .add("the way out to Twilio", GuardedHttp.open(GuardSettings.from(basics.config())));
    var executor =
        basics.closers().add("requests to Twilio", Executors.newVirtualThreadPerTaskExecutor());
    var calls =
        new TwilioCalls(
            twilio,
            http,
            new DialClaims(services.storage().repositories().startRequests()),
            new TwilioCalls.Callbacks(
                settings.url("/v1/telephony/twilio/voice"),
                settings.url("/v1/telephony/twilio/status")),
            executor);
    var colleagues = new CalledColleagues();
    return new PhoneTransfers(
        pass ->
            pass.provider().equals("twilio")
                ? new TwilioTransfer(calls, colleagues, pass.tenant(), pass.call(), pass.number())
                : CallTransfer.NONE,
        colleagues);
  }

  private static Optional<TelnyxCalls> telnyx(TelephonySettings settings, NodeBasics basics) {
    if (settings.telnyx().apiKey().isEmpty()) return Optional.empty();
    var outbound = GuardSettings.from(basics.config());
    var http = basics.closers().add("the way out to Telnyx", GuardedHttp.open(outbound));
    var executor =
        basics.closers().add("requests to Telnyx", Executors.newVirtualThreadPerTaskExecutor());
    return Optional.of(new TelnyxCalls(settings.telnyx(), http, executor));
  }
}
