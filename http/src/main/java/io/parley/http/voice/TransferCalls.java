package io.parley.http.voice;

import io.parley.core.access.Permission;
import io.parley.core.journal.SessionListing;
import io.parley.core.transfer.TransferChoice;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.core.transfer.TransferTarget;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Asking;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import io.parley.http.session.Guard.Opened;
import io.parley.sessions.SessionView;
import io.parley.voice.call.TransferOrdered;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// People of the company have the call of a session handed over, to a listed target. They see names
/// and opening hours of targets; numbers and addresses stay in the configuration.
final class TransferCalls {
  private static final int WORD_MAX = 32;

  private final Edge edge;
  private final Guard guard;
  private final VoiceEdge voice;

  TransferCalls(Edge edge, Guard guard, VoiceEdge voice) {
    this.edge = edge;
    this.guard = guard;
    this.voice = voice;
  }

  Endpoint order() {
    return Endpoint.post("/v1/sessions/{id}/call/transfer", this::transfer);
  }

  Endpoint list() {
    return Endpoint.get("/v1/sessions/{id}/call/targets", this::targets);
  }

  private CompletionStage<HttpResponse> targets(Call call) {
    var opened = guard.session(call, Permission.LEAD);
    return edge.sessions()
        .view(opened.key())
        .thenApply(view -> voice.calls().targets(view.orElseThrow(Guard::notFound)))
        .thenApply(this::listed);
  }

  private HttpResponse listed(List<TransferTarget> targets) {
    var json = JsonText.object();
    var list = json.putArray("targets");
    var now = edge.clock().instant();
    for (var target : targets) {
      var each = list.addObject().put("name", target.name()).put("label", target.label());
      var modes = each.putArray("modes");
      target.modes().stream().map(TransferMode::word).sorted().forEach(modes::add);
      each.put("open", target.isOpen(now));
      target.hours().ifPresent(hours -> each.put("hours", hours.text()));
    }
    return Replies.json(200, json);
  }

  private record Wanted(String id, String target, Optional<String> mode, String summary) {
    static Wanted of(Fields fields) {
      return new Wanted(
          fields.idOrNew("id"),
          fields.text("target", WORD_MAX),
          fields.optionalText("mode", WORD_MAX),
          fields.optionalText("summary", TransferOrder.SUMMARY_MAX).orElse(""));
    }
  }

  private CompletionStage<HttpResponse> transfer(Call call) {
    var opened = guard.session(call, Permission.DIAL);
    edge.entry().requireServed(opened.key().tenant());
    return call.json()
        .thenApply(Wanted::of)
        .thenCompose(
            wanted ->
                edge.sessions()
                    .view(opened.key())
                    .thenCompose(view -> order(opened, view, wanted))
                    .thenApply(seq -> Asking.accepted(wanted.id(), seq)));
  }

  private CompletionStage<Long> order(Opened opened, Optional<SessionView> found, Wanted wanted) {
    var view = found.orElseThrow(Guard::notFound);
    if (view.status() != SessionListing.Status.ACTIVE)
      throw new ProblemException(ProblemType.SESSION_ENDED);
    return switch (voice.calls().choose(view, wanted.target(), wanted.mode())) {
      case TransferChoice.Refused(var reason, var expected) ->
          CompletableFuture.failedStage(refused(reason, expected));
      case TransferChoice.Chosen chosen ->
          voice
              .calls()
              .order(opened.key(), wanted.id(), opened.role().party(), chosen, wanted.summary())
              .thenApply(TransferCalls::stored);
    };
  }

  private static RuntimeException refused(TransferChoice.Reason reason, List<String> expected) {
    var right = " (expected: %s)".formatted(String.join(", ", expected));
    return switch (reason) {
      case UNKNOWN_TARGET -> problem(ProblemType.UNKNOWN_TARGET, "no such target" + right);
      case UNKNOWN_MODE -> new Malformed("mode is unknown" + right);
      case MODE_NOT_ALLOWED ->
          problem(ProblemType.TRANSFER_NOT_POSSIBLE, "not in this mode" + right);
      case CLOSED -> problem(ProblemType.TARGET_CLOSED, "closed now" + right);
    };
  }

  private static long stored(Optional<TransferOrdered> answer) {
    var ordered = answer.orElseThrow(() -> new ProblemException(ProblemType.UNAVAILABLE));
    ordered
        .refused()
        .ifPresent(
            reason -> {
              throw new ProblemException(type(reason));
            });
    return Asking.stored(ordered.recorded().orElseThrow());
  }

  private static ProblemType type(TransferOutcome.Reason reason) {
    return switch (reason) {
      case NO_CALL -> ProblemType.NO_SUCH_CALL;
      case UNDER_WAY -> ProblemType.TRANSFER_UNDER_WAY;
      case NOT_POSSIBLE -> ProblemType.TRANSFER_NOT_POSSIBLE;
      case NO_ANSWER, BUSY, DECLINED, NOT_ACCEPTED, FAILED, WITHDRAWN, CALLER_GONE ->
          throw new IllegalStateException("%s comes after an order is taken".formatted(reason));
    };
  }

  private static ProblemException problem(ProblemType type, String detail) {
    return new ProblemException(ProblemDetail.of(type, detail));
  }
}
