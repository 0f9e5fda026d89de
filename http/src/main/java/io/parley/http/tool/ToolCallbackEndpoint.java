package io.parley.http.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.session.Rejection;
import io.parley.core.session.SessionCommand.AnswerToolCall;
import io.parley.core.tool.source.ToolCallbacks;
import io.parley.core.tool.source.ToolCallbacks.Read;
import io.parley.core.tool.source.ToolCallbacks.Received;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.sessions.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/tool-callbacks/{id}`: webhook tools answer calls that they took with 202. Needs no token:
/// the answer is signed by Standard Webhooks.
public final class ToolCallbackEndpoint {
  /// The same as of an answer at once.
  private static final BodyLimits LIMITS = new BodyLimits(1 << 20, Duration.ofSeconds(20));

  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain";

  private final Edge edge;
  private final ToolCallbacks callbacks;

  private ToolCallbackEndpoint(Edge edge, ToolCallbacks callbacks) {
    this.edge = edge;
    this.callbacks = callbacks;
  }

  public static Endpoint of(Edge edge, ToolCallbacks callbacks) {
    return Endpoint.post(
        "/v1/tool-callbacks/{id}", new ToolCallbackEndpoint(edge, callbacks)::answer);
  }

  private CompletionStage<HttpResponse> answer(Call call) {
    var type = call.mediaType().orElse("");
    if (!Set.of(JSON, TEXT).contains(type))
      throw new ProblemException(
          ProblemDetail.of(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "expected: Content-Type: %s or %s".formatted(JSON, TEXT)));
    return call.bytes(LIMITS)
        .thenCompose(body -> callbacks.read(received(call, type.equals(TEXT), body)))
        .thenCompose(read -> record(read, call))
        .thenApply(ToolCallbackEndpoint::reply);
  }

  private static Received received(Call call, boolean isText, byte[] body) {
    return new Received(
        call.value("id"),
        call.header("webhook-id").orElse(""),
        call.header("webhook-timestamp").orElse(""),
        call.header("webhook-signature").orElse(""),
        isText,
        utf8(body));
  }

  private static String utf8(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("the body is not UTF-8");
    }
  }

  private CompletionStage<Answer> record(Read read, Call call) {
    return switch (read) {
      case Read.Unknown _ -> throw new ProblemException(ProblemType.CALLBACK_UNKNOWN);
      case Read.Unsigned _ -> throw new ProblemException(ProblemType.CALLBACK_UNSIGNED);
      case Read.Wrong(var reason) -> throw new Malformed(reason);
      case Read.Answer(var session, var of, var tool, var outcome, var digest) -> {
        var at = edge.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        var command = new AnswerToolCall(of, tool, outcome.kind(), outcome.result(), digest, at);
        // one answer for each call: no visitor's limit counts it
        yield edge.entry().ask(session, command, call.id().value(), call.trace());
      }
    };
  }

  private static HttpResponse reply(Answer answer) {
    return switch (answer) {
      case Answer.Stored(long seq) -> Replies.json(202, JsonText.object().put("seq", seq));
      case Answer.Refused(var rejection) -> throw new ProblemException(refused(rejection));
      case Answer.Limited(var limit) -> throw new ProblemException(Problems.of(limit));
      case Answer.Damaged _ -> throw new ProblemException(ProblemType.SESSION_DAMAGED);
    };
  }

  private static ProblemDetail refused(Rejection rejection) {
    return switch (rejection.reason()) {
      case UNKNOWN_CALL, NOT_STARTED -> ProblemDetail.of(ProblemType.CALLBACK_UNKNOWN);
      case ALREADY_DECIDED -> ProblemDetail.of(ProblemType.CALLBACK_ANSWERED);
      default -> Problems.of(rejection);
    };
  }
}
