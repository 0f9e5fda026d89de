package io.parley.http.telephony;

import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.voice.twilio.TwilioForm;
import io.parley.voice.twilio.TwilioSignature;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Checks `X-Twilio-Signature` of webhooks and of requests that open a socket. Without a token of
/// Twilio's there is none of them.
final class TwilioSigned {
  private final TelephonyEdge edge;
  private final Optional<String> account;
  private final Optional<TwilioSignature> signature;

  TwilioSigned(TelephonyEdge edge) {
    var twilio = edge.telephony().settings().twilio();
    this.edge = edge;
    this.account = twilio.account();
    this.signature = twilio.token().map(TwilioSignature::new);
  }

  interface Answer {
    CompletionStage<HttpResponse> to(TwilioForm form);
  }

  /// Answers a request under a valid signature of the right account; any other gets 403.
  ///
  /// @throws ProblemException 404 without a token
  CompletionStage<HttpResponse> form(Call call, Answer answer) {
    var check = configured();
    var header = call.header(TelephonyEdge.TWILIO_SIGNATURE).orElse("");
    var urls = edge.called(call);
    return call.bytes(edge.bodies())
        .thenCompose(
            body -> {
              var text = TelephonyEdge.utf8(body);
              var form =
                  text.flatMap(TwilioForm::read)
                      .filter(
                          read ->
                              urls.stream().anyMatch(url -> signs(check, url, body, read, header)));
              return form.filter(this::isOfAccount)
                  .map(answer::to)
                  .orElseGet(TelephonyEdge::refused);
            });
  }

  private static boolean signs(
      TwilioSignature check, URI url, byte[] body, TwilioForm form, String header) {
    return TwilioSignature.isByHash(url)
        ? check.signsBody(url, body, header)
        : check.signsForm(url, form.values(), header);
  }

  private boolean isOfAccount(TwilioForm form) {
    return account.isEmpty() || form.text("AccountSid").equals(account);
  }

  /// Whether Twilio opens the socket.
  ///
  /// @throws ProblemException 404 without a token
  boolean isUpgrade(Call call) {
    var header = call.header(TelephonyEdge.TWILIO_SIGNATURE).orElse("");
    var check = configured();
    return edge.called(call).stream().anyMatch(url -> check.signsUpgrade(url, header));
  }

  private TwilioSignature configured() {
    return signature.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
  }
}
