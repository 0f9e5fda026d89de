package io.parley.server;

import io.parley.http.telephony.CallPass;
import io.parley.http.telephony.PhoneTransfers;
import io.parley.voice.telephony.CallTransfer;
import io.parley.voice.telephony.CalledColleagues;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telephony.TransferSettings;
import io.parley.voice.telnyx.TelnyxLines;
import io.parley.voice.telnyx.TelnyxTransfer;
import io.parley.voice.twilio.TwilioCalls;
import io.parley.voice.twilio.TwilioTransfer;
import io.parley.voice.vonage.VonageCalls;
import io.parley.voice.vonage.VonageTransfer;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/// How calls of the telephone providers are handed over, each where its credentials are set.
///
/// @param telnyxOut dials colleagues by Telnyx; empty without a connection
record ProviderTransfers(
    Optional<TwilioCalls> twilio,
    Optional<TelnyxLines> telnyx,
    Optional<OutboundCalls> telnyxOut,
    Optional<VonageCalls> vonage,
    CalledColleagues colleagues) {

  /// @param returns asked about a call that nobody takes, where its caller comes back by that
  PhoneTransfers of(TransferSettings settings, Function<CallPass, Optional<URI>> returns) {
    var byTelnyx =
        telnyx.map(
            lines -> new TelnyxTransfer.Means(lines, telnyxOut, colleagues, settings.times()));
    var byVonage =
        vonage.map(calls -> new VonageTransfer.Means(calls, colleagues, settings.times().ring()));
    Function<CallPass, CallTransfer> of =
        pass ->
            switch (pass.phone().provider()) {
              case "twilio" ->
                  twilio.map(calls -> twilio(calls, pass, returns)).orElse(CallTransfer.NONE);
              case "telnyx" -> byTelnyx.map(means -> telnyx(means, pass)).orElse(CallTransfer.NONE);
              case "vonage" ->
                  byVonage.map(means -> vonage(means, pass, returns)).orElse(CallTransfer.NONE);
              default -> CallTransfer.NONE;
            };
    return new PhoneTransfers(of, colleagues).to(settings.targets());
  }

  private CallTransfer twilio(
      TwilioCalls calls, CallPass pass, Function<CallPass, Optional<URI>> returns) {
    var phone = pass.phone();
    return new TwilioTransfer(
        calls, colleagues, phone.tenant(), phone.call(), phone.number(), returns.apply(pass));
  }

  private static CallTransfer telnyx(TelnyxTransfer.Means means, CallPass pass) {
    var phone = pass.phone();
    return new TelnyxTransfer(means, phone.tenant(), phone.call(), phone.number(), pass.order());
  }

  private static CallTransfer vonage(
      VonageTransfer.Means means, CallPass pass, Function<CallPass, Optional<URI>> returns) {
    var phone = pass.phone();
    return new VonageTransfer(
        means, phone.tenant(), phone.call(), phone.number(), () -> returns.apply(pass));
  }
}
