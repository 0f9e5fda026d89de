package io.parley.http.session;

import static io.parley.http.session.SessionCallsTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.model.ToolRequest;
import io.parley.core.party.Party;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionCommand.WantedCall;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolTerms;
import io.parley.core.tool.source.ToolCallbacks.Read;
import io.parley.core.tool.source.ToolCallbacks.Received;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers that are checked by a double: its id says what it finds.
class ToolCallbackEndpointTest {
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private EdgeServer server;
  private SessionKey key;

  @BeforeEach
  void start() {
    server = EdgeServer.start();
    server.callbacks =
        request -> {
          received.add(request);
          return CompletableFuture.completedFuture(read(request));
        };
    key = server.startSession();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Read read(Received request) {
    return switch (request.id()) {
      case "unsigned" -> new Read.Unsigned();
      case "wrong" -> new Read.Wrong("the body is no JSON (expected: JSON)");
      case "elsewhere" -> answer(new SessionKey(TenantId.DEFAULT, new SessionId("none")), request);
      case "known" -> answer(key, request);
      default -> new Read.Unknown();
    };
  }

  private static Read answer(SessionKey session, Received request) {
    var outcome = ToolOutcome.succeeded(new Json(request.body()), List.of());
    return new Read.Answer(session, "1.1", "shop.refund", outcome, request.body());
  }

  private void defer(Duration within) {
    var at = Instant.now();
    server.sessions.perform(
        key, new SessionCommand.Say("a", Party.CUSTOMER, "pay it back", Channel.WEB, at));
    var wanted =
        new WantedCall(
            new ToolRequest("shop.refund", new Json("{}")),
            "Refunding",
            new ToolTerms(ToolPolicy.ASK_HUMAN, false));
    server.sessions.perform(key, new SessionCommand.RequestToolCalls(1, 1, List.of(wanted), at));
    server.sessions.perform(
        key, new SessionCommand.SettleToolCall("1.1", ToolOutcome.pending(within), 1, 5, at));
  }

  private HttpResponse<String> answer(String id, String body) {
    return server.call(
        "POST", "/v1/tool-callbacks/" + id, body, "Content-Type", "application/json");
  }

  @Test
  void an_answer_is_recorded_once_without_a_token() {
    defer(Duration.ofHours(1));
    var first = answer("known", "{\"refunded\":true}");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(answer("known", "{\"refunded\":true}").body()).isEqualTo(first.body());
    isProblem(answer("known", "{\"refunded\":false}"), 409, "callback-answered");
    assertThat(received.getFirst().isText()).isFalse();
    assertThat(received.getFirst().message()).isEmpty();
  }

  @Test
  void an_answer_after_its_time_is_gone() {
    defer(Duration.ZERO);
    isProblem(answer("known", "{}"), 410, "callback-expired");
  }

  @Test
  void what_waits_for_no_answer_is_unknown() {
    isProblem(answer("other", "{}"), 404, "callback-unknown");
    isProblem(answer("elsewhere", "{}"), 404, "callback-unknown");
    isProblem(answer("known", "{}"), 404, "callback-unknown");
  }

  @Test
  void an_answer_without_its_signature_or_of_another_form_is_refused() {
    isProblem(answer("unsigned", "{}"), 401, "callback-unsigned");
    isProblem(answer("wrong", "{"), 400, "invalid-request");
    isProblem(
        server.call("POST", "/v1/tool-callbacks/known", "<a/>", "Content-Type", "text/html"),
        415,
        "unsupported-media-type");
    isProblem(answer("known", "x".repeat((1 << 20) + 1)), 413, "body-too-large");
  }
}
