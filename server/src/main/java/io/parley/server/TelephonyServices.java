package io.parley.server;

import io.parley.core.dial.CallOutOrder;
import io.parley.core.turn.Line;
import io.parley.http.dial.CallOutEndpoints;
import io.parley.http.route.Endpoint;
import io.parley.http.session.Edge;
import io.parley.http.telephony.Telephony;
import io.parley.http.telephony.TelephonyEndpoints;
import io.parley.http.telephony.TelephonySettings;
import io.parley.operations.TelephonyMeters;
import io.parley.voice.call.CallSettings;
import io.parley.voice.call.CallSettings.Phrases;
import io.parley.voice.dial.AnsweredCalls;
import io.parley.voice.dial.CallsOut;
import io.parley.voice.dial.CallsOutWatch;
import io.parley.voice.dial.NodeCapacity;
import io.parley.voice.dial.OutboundSettings;
import io.parley.voice.flow.Timer;
import io.parley.voice.relay.RelayRules;
import io.parley.voice.sip.call.SipSettings;
import io.parley.voice.sip.trunk.OwnTrunkSettings;
import io.parley.voice.sip.trunk.TrunkSettings;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.SoundClaims;
import io.parley.voice.telephony.TransferSettings;
import io.parley.voice.telnyx.TelnyxCalls;
import io.parley.voice.telnyx.TelnyxLines;
import io.parley.voice.telnyx.TelnyxNodes;
import io.parley.voice.twilio.TwilioSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Calls by telephone providers. A provider without credentials costs nothing.
final class TelephonyServices {
  private static final String FALLBACK = "en";

  private TelephonyServices() {}

  /// @param sip gets the order to open, if calls go out over it
  static List<Endpoint> endpoints(
      NodeBasics basics, Services services, Edge edge, SipCallsOut sip) {
    var settings = TelephonySettings.from(basics.config()).with(services.numbers());
    var calls = CallSettings.from(basics.config());
    var stores = services.storage().repositories();
    var agents = services.brains().agents();
    var meters = new TelephonyMeters(basics.meters().registry());
    var requests = stores.callers().startRequests();
    var providers = new PhoneProviders(basics, settings, new DialClaims(requests));
    var outbound = OutboundSettings.from(basics.config()).with(services.numbers());
    var twilio = providers.twilio(listened(outbound, settings));
    var telnyx = providers.telnyx();
    var vonage = providers.vonage();
    var telnyxOut =
        telnyx.flatMap(commands -> providers.telnyxOut(commands, edge, calls.lengthMax()));
    var lines = telnyx.map(commands -> telnyx(commands, services, settings.soundWithin(), meters));
    var handing = TransferSettings.from(basics.config());
    var transfers =
        new ProviderTransfers(
                twilio.map(PhoneProviders.Ways::colleagues),
                lines,
                telnyxOut.map(PhoneProviders.Ways::colleagues),
                vonage.map(PhoneProviders.Ways::colleagues),
                new CalledColleagues())
            .of(handing, TelephonyEndpoints.returns(edge, settings, handing.times().ring()));
    boolean bySip = outbound.by().filter(OutboundSettings.BY_SIP::equals).isPresent();
    Optional<OutboundCalls> provider =
        switch (outbound.by().orElse("")) {
          case OutboundSettings.BY_SIP -> sip(sip, basics);
          case "twilio" -> twilio.map(PhoneProviders.Ways::out);
          case "telnyx" -> telnyxOut.map(PhoneProviders.Ways::out);
          case "vonage" -> vonage.map(PhoneProviders.Ways::out);
          // the settings know all of them
          default -> Optional.empty();
        };
    var phones = services.conversations().voice().phones();
    var canTalk =
        new NodeCapacity(phones, !isRelay(outbound, settings)).and(_ -> !bySip || sip.isOpen());
    var out = callsOut(basics, services, outbound, provider, canTalk, meters);
    var telephony =
        new Telephony(
            settings,
            agents,
            language -> lines(calls.phrases(), language),
            RelayRules.of(calls.turns(), calls.lengthMax()),
            lines,
            transfers,
            meters.and(transfers.colleagues()).and(out),
            out);
    if (bySip)
      sip.want(
          new SipCallsOut.Wanted(
              new DialClaims(requests),
              meters.and(out),
              new AnsweredCalls(
                  out, services.conversations().voice().desk(), phones, telephony::language)));
    var endpoints =
        new ArrayList<>(TelephonyEndpoints.of(edge, services.conversations().voice(), telephony));
    endpoints.addAll(CallOutEndpoints.of(edge, agents, out, stores.phones().doNotCall()));
    endpoints.addAll(OwnTrunkServices.endpoints(basics, services, edge));
    return endpoints;
  }

  private static TelnyxLines telnyx(
      TelnyxCalls commands, Services services, Duration soundWithin, TelephonyMeters meters) {
    var system = services.member().system();
    var nodes = TelnyxNodes.start(system);
    return nodes.lead(
        new TelnyxLines(
            commands,
            new SoundClaims(services.storage().repositories().callers().startRequests()),
            Timer.of(system),
            soundWithin,
            meters,
            nodes));
  }

  /// @return empty where no trunk has a host, and organisations bring none
  private static Optional<OutboundCalls> sip(SipCallsOut sip, NodeBasics basics) {
    var config = basics.config();
    if (!SipSettings.from(config, basics.settings().production()).enabled()
        || !CallSettings.from(config).enabled())
      throw new WrongSetting(
          "parley.telephony.outbound.by: sip, with no SIP port (expected: parley.sip.enabled and"
              + " parley.voice.enabled are on)");
    boolean canGoOut =
        OwnTrunkSettings.from(config).max() > 0
            || TrunkSettings.from(config).trunks().stream()
                .anyMatch(trunk -> trunk.target().isPresent());
    return canGoOut ? Optional.of(sip) : Optional.empty();
  }

  /// Whether Twilio listens and speaks in calls out.
  private static boolean isRelay(OutboundSettings outbound, TelephonySettings settings) {
    return outbound.by().filter("twilio"::equals).isPresent()
        && settings.twilio().mode() == TwilioSettings.Mode.RELAY;
  }

  /// How long Twilio listens for machines: where it has the sound, nobody else does.
  private static Optional<Duration> listened(
      OutboundSettings outbound, TelephonySettings settings) {
    return Optional.of(outbound.machine())
        .filter(machine -> machine.detect() && isRelay(outbound, settings))
        .map(machine -> machine.timing().beepWait());
  }

  private static CallsOut callsOut(
      NodeBasics basics,
      Services services,
      OutboundSettings outbound,
      Optional<OutboundCalls> provider,
      Predicate<CallOutOrder> canTalk,
      TelephonyMeters meters) {
    var out =
        basics
            .closers()
            .add(
                "calls out",
                new CallsOut(
                    outbound,
                    services.storage().repositories().phones().callsOut(),
                    provider,
                    canTalk,
                    meters,
                    basics.clock()));
    if (provider.isPresent())
      basics
          .closers()
          .add(
              "the watch over calls out",
              CallsOutWatch.start(out, Timer.of(services.member().system()), basics.clock()));
    return out;
  }

  private static Map<Line, String> lines(Map<String, Phrases> phrases, String language) {
    var tongue = Locale.forLanguageTag(language).getLanguage();
    return phrases.getOrDefault(tongue, phrases.get(FALLBACK)).lines();
  }
}
