package io.parley.http.telephony;

import io.parley.core.dial.CallOutId;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.voice.desk.NotPossible;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.leg.Leg;
import io.parley.voice.stream.JsonFrames;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.telephony.OutboundCalls;
import io.parley.voice.telnyx.TelnyxEvent;
import io.parley.voice.telnyx.TelnyxLines;
import io.parley.voice.telnyx.TelnyxSignature;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Telnyx's webhooks (Call Control), signed by Ed25519, and its socket. A webhook's answer says
/// nothing: a call is answered, and ended, by a command of ours.
final class TelnyxEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(TelnyxEndpoints.class);
  static final String EVENTS = "/v1/telephony/telnyx/events";
  static final String MEDIA = "/v1/telephony/telnyx/media";
  private static final String PROVIDER = "telnyx";

  /// In which Telnyx shows the pass as it opens the socket.
  private static final String PASS = "x-telnyx-streaming-auth-token";

  private final TelephonyEdge edge;
  private final Optional<TelnyxSignature> signature;

  private TelnyxEndpoints(TelephonyEdge edge) {
    this.edge = edge;
    this.signature = edge.telephony().settings().telnyx().publicKey().map(TelnyxSignature::new);
  }

  static List<Endpoint> of(TelephonyEdge edge) {
    var telnyx = new TelnyxEndpoints(edge);
    return List.of(Endpoint.post(EVENTS, telnyx::event), Endpoint.get(MEDIA, telnyx::media));
  }

  private CompletionStage<HttpResponse> event(Call call) {
    var check = configured();
    var timestamp = call.header("telnyx-timestamp").orElse("");
    var header = call.header("telnyx-signature-ed25519").orElse("");
    return call.bytes(edge.bodies())
        .thenApply(
            body -> {
              boolean isSigned =
                  check.signs(body, timestamp, header, edge.edge().clock().instant());
              if (!isSigned) return TelephonyEdge.forbidden();
              TelephonyEdge.utf8(body).flatMap(TelnyxEndpoints::read).ifPresent(this::take);
              return HttpResponse.create().withStatus(200);
            });
  }

  /// Other webhooks of the account have other forms.
  private static Optional<TelnyxEvent> read(String body) {
    try {
      return Optional.of(TelnyxEvent.read(body));
    } catch (MalformedFrame other) {
      LOG.debug("a webhook of Telnyx is left out: {}", other.getMessage());
      return Optional.empty();
    }
  }

  private void take(TelnyxEvent event) {
    event.progress().ifPresent(edge.telephony().reports()::call);
    event.answerer().ifPresent(edge.telephony().reports()::answerer);
    lines().follow(event);
    if (!event.isNewCall()) return;
    answer(event, lines())
        .whenComplete(
            (_, failure) -> {
              if (failure != null)
                LOG.warn("a call by Telnyx is not answered: {}", StreamCall.reason(failure));
            });
  }

  private CompletionStage<Void> answer(TelnyxEvent event, TelnyxLines lines) {
    var settings = edge.telephony().settings();
    var to = settings.numbers().find(event.to());
    if (to.isEmpty()) return lines.reject(event.call(), false);
    var pass =
        new CallPass(
            new PhoneCall(
                PROVIDER,
                event.call(),
                to.get().tenant(),
                to.get().agent(),
                to.get().language(),
                event.from(),
                event.to()));
    return edge.calls().isPossible(pass, true)
        ? lines.answer(
            event.call(), to.get().tenant(), settings.socket(MEDIA), edge.passes().issue(pass))
        : lines.reject(event.call(), true);
  }

  /// A stranger without a pass opens no socket.
  private CompletionStage<HttpResponse> media(Call call) {
    requireConfigured();
    var pass = edge.take(PROVIDER, call.header(PASS).orElse(""));
    if (pass.isEmpty()) return TelephonyEdge.refused();
    var admission =
        new StreamCall.Admission(
            started -> pass.map(held -> of(held, started.call())),
            (held, leg) -> open(held, leg, call.id().value()),
            held -> edge.away(held, MEDIA));
    return CompletableFuture.completedStage(edge.stream(call, JsonFrames.ofTelnyx(), admission));
  }

  /// Of a call that is to be placed; its order stands in for the provider's id.
  static CallPass pass(OutboundCalls.Order order) {
    var phone =
        new PhoneCall(
            PROVIDER,
            order.key(),
            order.tenant(),
            order.agent(),
            order.language(),
            order.to(),
            order.from());
    return new CallPass(phone, Optional.of(new CallOutId(order.tenant(), order.key())));
  }

  /// The id of a call that we have placed comes with its first frame.
  private static CallPass of(CallPass pass, String call) {
    return pass.order().isPresent() ? pass.ofCall(call) : pass;
  }

  private CompletionStage<?> open(CallPass pass, Leg leg, String requestId) {
    var call = pass.phone().call();
    leg.gone().thenAccept(how -> gone(call, how));
    return lines()
        .begins(pass.phone().tenant(), call)
        .thenCompose(
            begins -> {
              if (!begins) throw new NotPossible("its sound came too late, and it is hung up");
              return edge.calls().open(pass, leg, requestId);
            });
  }

  /// A call of Telnyx goes on without its socket.
  private void gone(String call, Leg.Gone how) {
    switch (how) {
      case HUNG_UP -> lines().soundStopped(call);
      case LOST -> lines().soundLost(call);
      case CLOSED -> lines().end(call);
    }
  }

  private TelnyxSignature configured() {
    return signature.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
  }

  private void requireConfigured() {
    if (signature.isEmpty()) throw new ProblemException(ProblemType.NOT_FOUND);
  }

  private TelnyxLines lines() {
    return edge.telephony()
        .telnyx()
        .orElseThrow(() -> new IllegalStateException("Telnyx has a public key and no commands"));
  }
}
