package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.journal.Doubts;
import io.parley.core.journal.Doubts.Doubt;
import io.parley.core.journal.Journal;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.SessionCommand.ResolveToolCall;
import io.parley.core.session.ToolEvent.ToolCallRequested;
import io.parley.core.tool.Resolution;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tool calls in doubt: people of the company list them, and say what became of one.
final class DoubtCalls {
  private static final Logger LOG = LoggerFactory.getLogger(DoubtCalls.class);
  private static final int PAGE = 50;

  /// Events between a call's request and its doubt; in between are at most the other calls of its
  /// turn, some messages, and moves.
  private static final int EVENTS_BETWEEN_MAX = 200;

  private static final int RESOLUTION_MAX = 20;
  private static final Pattern CALL = Pattern.compile("[0-9]{1,9}\\.[0-9]{1,9}");

  private final Edge edge;
  private final Guard guard;
  private final Doubts doubts;
  private final Journal journal;

  DoubtCalls(Edge edge, Guard guard, Doubts doubts, Journal journal) {
    this.edge = edge;
    this.guard = guard;
    this.doubts = doubts;
    this.journal = journal;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/calls-in-doubt", this::list),
        Endpoint.post("/v1/sessions/{id}/calls/{call}/resolve", this::resolve));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var staff = guard.staff(call);
    int limit = call.queryNumber("limit", 1, Doubts.LIMIT_MAX).orElse((long) PAGE).intValue();
    return doubts
        .list(staff.tenant(), limit)
        .thenCompose(
            found -> {
              CompletionStage<ArrayNode> calls =
                  CompletableFuture.completedFuture(JsonText.array());
              // one after the other: a page of doubts must not fill the database's queue
              for (var doubt : found)
                calls =
                    calls.thenCompose(
                        list -> request(doubt).thenApply(asked -> list.add(json(doubt, asked))));
              return calls;
            })
        .thenApply(calls -> Replies.json(200, JsonText.object().set("calls", calls)));
  }

  /// The request of the call, from the journal; empty where it cannot be read.
  private CompletionStage<Optional<ToolCallRequested>> request(Doubt doubt) {
    long before = doubt.seq().orElse(EVENTS_BETWEEN_MAX);
    return journal
        .read(doubt.session(), Math.max(0, before - EVENTS_BETWEEN_MAX), EVENTS_BETWEEN_MAX)
        .thenApply(
            events ->
                events.stream()
                    .map(RecordedEvent::event)
                    .filter(ToolCallRequested.class::isInstance)
                    .map(ToolCallRequested.class::cast)
                    .filter(requested -> requested.call().equals(doubt.call()))
                    .findFirst())
        .exceptionally(
            failure -> {
              LOG.info("a call in doubt is listed without details: {}", failure.toString());
              return Optional.empty();
            });
  }

  private static ObjectNode json(Doubt doubt, Optional<ToolCallRequested> asked) {
    var json =
        JsonText.object()
            .put("session", doubt.session().session().value())
            .put("call", doubt.call())
            .put("since", JsonText.time(doubt.since()));
    asked.ifPresent(
        requested -> {
          json.put("turn", requested.turn())
              .put("tool", requested.tool())
              .put("label", requested.label())
              .put("policy", JsonText.word(requested.policy()));
          json.set("arguments", JsonText.own(requested.arguments().text()));
        });
    return json;
  }

  private CompletionStage<HttpResponse> resolve(Call call) {
    var opened = guard.session(call, Permission.RESOLVE);
    var by = opened.role().party();
    var doubt = call.value("call");
    if (!CALL.matcher(doubt).matches())
      throw new Malformed("the call is not one (expected: turn.number, such as 3.1)");
    return call.json()
        .thenCompose(
            fields -> {
              var id = fields.id("id");
              var command =
                  new ResolveToolCall(
                      id,
                      doubt,
                      resolution(fields),
                      by,
                      fields.optionalText("note", edge.settings().text().commentMax()),
                      edge.clock().instant());
              return Asking.stored(edge, opened, command, call)
                  .thenApply(seq -> Asking.accepted(id, seq));
            });
  }

  private static Resolution resolution(Fields fields) {
    var word = fields.text("resolution", RESOLUTION_MAX);
    return Arrays.stream(Resolution.values())
        .filter(resolution -> JsonText.word(resolution).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Malformed(
                    "resolution is unknown (expected: happened, did-not-happen or undone)"));
  }
}
