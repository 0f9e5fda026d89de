package io.parley.http.telephony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.CallOutOrder;
import io.parley.core.tenant.TenantId;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Guard;
import io.parley.voice.desk.PhoneCall;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.VonageFrames;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.PlacedColleague;
import io.parley.voice.vonage.Ncco;
import io.parley.voice.vonage.VonageEvent;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Vonage's webhooks, signed by a JWT, and its socket. Only `POST` is answered, because the
/// signature of a `GET` does not cover its query.
final class VonageEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(VonageEndpoints.class);
  static final String ANSWER = "/v1/telephony/vonage/answer";
  static final String EVENTS = "/v1/telephony/vonage/events";
  private static final String MEDIA = "/v1/telephony/vonage/media";
  private static final String PROVIDER = "vonage";
  private static final String PASS = "pass";

  /// Holds the pass of a caller who may come back.
  private static final String BACK = "back";

  private static final int TEXT_MAX = 128;

  private final TelephonyEdge edge;
  private final Optional<VonageSignature> signature;

  private VonageEndpoints(TelephonyEdge edge) {
    this.edge = edge;
    var settings = edge.telephony().settings().vonage();
    this.signature = settings.signatureSecret().map(_ -> new VonageSignature(settings));
  }

  static List<Endpoint> of(TelephonyEdge edge) {
    var vonage = new VonageEndpoints(edge);
    return List.of(
        Endpoint.post(ANSWER, vonage::answer),
        Endpoint.post(EVENTS, vonage::event),
        Endpoint.get(MEDIA, vonage::media));
  }

  /// Path and query that are asked about a call that was handed over.
  ///
  /// @param pass in letters that need no escape
  static String back(String pass) {
    return EVENTS + "?" + BACK + "=" + pass;
  }

  private CompletionStage<HttpResponse> answer(Call call) {
    return signed(
        call, body -> answer(call, body).thenApply(document -> Replies.json(200, document)));
  }

  /// The actions for a call that rings, or that we placed and that was answered.
  private CompletionStage<ArrayNode> answer(Call call, String body) {
    try {
      var asked = WireObject.read(body);
      var uuid = asked.text("uuid", TEXT_MAX);
      var from = asked.textIfAny("from", TEXT_MAX).orElse("");
      var to = asked.textIfAny("to", TEXT_MAX).orElse("");
      var colleagues = edge.telephony().transfers().colleagues();
      // a colleague's sound is of use at the node of the call alone
      if (colleagues.isExpected(uuid))
        return now(connected(colleague(call, uuid, from, to), settings().ofNode().socket(MEDIA)));
      return TelephonyEdge.order(call)
          .map(order -> placed(order, uuid, to))
          .orElseGet(() -> now(connect(incoming(uuid, from, to))));
    } catch (MalformedFrame e) {
      LOG.warn("Vonage asks for an answer without naming a call: {}", e.getMessage());
      return now(Ncco.nothing());
    }
  }

  private Optional<CallPass> incoming(String uuid, String from, String number) {
    return settings()
        .numbers()
        .find(number)
        .map(
            to ->
                new CallPass(
                    new PhoneCall(
                        PROVIDER, uuid, to.tenant(), to.agent(), to.language(), from, number)));
  }

  /// Of a colleague who has answered, for a call of this node.
  private static CallPass colleague(Call call, String uuid, String from, String to) {
    var tenant = TelephonyEdge.order(call).map(CallOutId::tenant).orElse(TenantId.DEFAULT);
    var nobody = Optional.of(PlacedColleague.NOBODY);
    return new CallPass(new PhoneCall(PROVIDER, uuid, tenant, nobody, Optional.empty(), to, from));
  }

  /// @param to the number in the webhook, which its signature covers, other than its query
  private CompletionStage<ArrayNode> placed(CallOutId key, String uuid, String to) {
    return edge.telephony()
        .out()
        .store()
        .find(key)
        .handle(
            (found, failure) -> {
              if (failure != null) {
                LOG.warn("a call out is not answered: {}", StreamCall.reason(failure));
                return Ncco.nothing();
              }
              return connect(
                  found
                      .map(CallOut::order)
                      .filter(order -> order.to().text().equals("+" + to.replace("+", "")))
                      .map(order -> pass(order, uuid)));
            });
  }

  private static CallPass pass(CallOutOrder order, String uuid) {
    var phone =
        new PhoneCall(
            PROVIDER,
            uuid,
            order.key().tenant(),
            order.agent(),
            order.language(),
            order.to().text(),
            order.from().text());
    return new CallPass(phone, Optional.of(order.key()));
  }

  private ArrayNode connect(Optional<CallPass> found) {
    if (found.isEmpty()) return Ncco.nothing();
    var pass = found.get();
    if (!edge.calls().isPossible(pass, true)) {
      LOG.warn("a call by Vonage is not answered: none of its agent is possible now");
      return Ncco.nothing();
    }
    return connected(pass, settings().socket(MEDIA));
  }

  private ArrayNode connected(CallPass pass, URI media) {
    var socket = URI.create(media + "?" + PASS + "=" + edge.passes().issue(pass));
    return Ncco.connect(socket, pass.phone().call(), settings().vonage().sampleRate());
  }

  /// How calls go on. A call that came in ends with its socket, unless it was handed over.
  private CompletionStage<HttpResponse> event(Call call) {
    return signed(
        call,
        body -> {
          var back = TelephonyEdge.query(call, BACK);
          if (back.isPresent()) return now(afterHandover(back.get(), body));
          TelephonyEdge.order(call).ifPresent(order -> report(order, body));
          return now(HttpResponse.create().withStatus(204));
        });
  }

  /// The target of a call that was handed over rings, talks or does not answer: then its caller
  /// comes back to the agent, in the same session. The query is not signed, so its pass is sealed.
  private HttpResponse afterHandover(String back, String body) {
    boolean isReached;
    try {
      isReached = !VonageEvent.read(body).isNotReached();
    } catch (MalformedFrame other) {
      LOG.debug("an event of Vonage is left out: {}", other.getMessage());
      isReached = true;
    }
    // Vonage goes on with what it has
    if (isReached) return HttpResponse.create().withStatus(204);
    return edge.take(PROVIDER, back)
        .filter(CallPass::isBack)
        .map(pass -> Replies.json(200, connect(Optional.of(pass))))
        .orElseGet(() -> HttpResponse.create().withStatus(204));
  }

  private void report(CallOutId order, String body) {
    try {
      var event = VonageEvent.read(body);
      if (!event.isOfTelephone()) return;
      var reports = edge.telephony().reports();
      event.progress().ifPresent(progress -> reports.call(progress.of(order)));
      event.answerer(order).ifPresent(reports::answerer);
    } catch (MalformedFrame other) {
      LOG.debug("an event of Vonage is left out: {}", other.getMessage());
    }
  }

  private static <T> CompletionStage<T> now(T answer) {
    return CompletableFuture.completedStage(answer);
  }

  private interface Answer {
    CompletionStage<HttpResponse> to(String body);
  }

  private CompletionStage<HttpResponse> signed(Call call, Answer answer) {
    var check = configured();
    var token = Guard.bearer(call).orElse("");
    return call.bytes(edge.bodies())
        .thenCompose(
            body -> {
              boolean isSigned = check.signs(body, token, edge.edge().clock().instant());
              var text = TelephonyEdge.utf8(body).filter(_ -> isSigned);
              return text.map(answer::to).orElseGet(TelephonyEdge::refused);
            });
  }

  /// A stranger without a pass opens no socket.
  private CompletionStage<HttpResponse> media(Call call) {
    if (signature.isEmpty()) throw new ProblemException(ProblemType.NOT_FOUND);
    var pass = edge.take(PROVIDER, call.query(PASS).orElse(""));
    if (pass.isEmpty()) return TelephonyEdge.refused();
    var admission =
        new StreamCall.Admission(
            _ -> pass,
            (held, leg) -> edge.calls().open(held, leg, call.id().value()),
            held -> edge.away(held, MEDIA));
    return CompletableFuture.completedStage(edge.stream(call, new VonageFrames(), admission));
  }

  private TelephonySettings settings() {
    return edge.telephony().settings();
  }

  private VonageSignature configured() {
    return signature.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
  }
}
