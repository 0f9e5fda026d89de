package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.journal.ConsentQueue;
import io.parley.core.journal.ConsentQueue.Waiting;
import io.parley.core.journal.Journal;
import io.parley.core.session.SessionCommand.Decide;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.sessions.entry.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/v1/approvals`: people of the company list the calls that wait for consent, over all sessions,
/// and decide several in one request.
final class ApprovalCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovalCalls.class);
  private static final int PAGE = 50;
  private static final int DECISIONS_MAX = 50;

  /// Events before the last one among which a waiting call's are: of its open turn.
  private static final int EVENTS_MAX = 400;

  private final Edge edge;
  private final Guard guard;
  private final ConsentQueue queue;
  private final Journal journal;

  private record Item(SessionKey session, Decide decide) {}

  ApprovalCalls(Edge edge, Guard guard, ConsentQueue queue, Journal journal) {
    this.edge = edge;
    this.guard = guard;
    this.queue = queue;
    this.journal = journal;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/approvals", this::list), Endpoint.post("/v1/approvals", this::decide));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var staff = guard.staff(call, Permission.DECIDE);
    int limit = call.queryNumber("limit", 1, ConsentQueue.LIMIT_MAX).orElse((long) PAGE).intValue();
    return queue
        .list(staff.tenant(), limit)
        .thenCompose(
            found -> {
              CompletionStage<ArrayNode> calls =
                  CompletableFuture.completedFuture(JsonText.array());
              // one after the other: a page must not fill the database's queue
              for (var waiting : found)
                calls =
                    calls.thenCompose(
                        list ->
                            described(waiting)
                                .thenApply(
                                    json -> {
                                      json.ifPresent(list::add);
                                      return list;
                                    }));
              return calls;
            })
        .thenApply(calls -> Replies.json(200, JsonText.object().set("approvals", calls)));
  }

  /// Empty where the call was decided in the meantime, or cannot be read.
  private CompletionStage<Optional<ObjectNode>> described(Waiting waiting) {
    long after = Math.max(0, waiting.seq() - EVENTS_MAX / 2);
    return journal
        .read(waiting.session(), after, EVENTS_MAX)
        .thenApply(events -> WaitingCall.of(waiting, events).map(WaitingCall::json))
        .exceptionally(
            failure -> {
              LOG.info("a call that waits for consent is not listed: {}", failure.toString());
              return Optional.empty();
            });
  }

  private CompletionStage<HttpResponse> decide(Call call) {
    var staff = guard.staff(call, Permission.DECIDE);
    return call.json()
        .thenCompose(
            fields -> {
              CompletionStage<ArrayNode> results =
                  CompletableFuture.completedFuture(JsonText.array());
              for (var item : items(fields, staff))
                results =
                    results.thenCompose(list -> decided(item, staff, call).thenApply(list::add));
              return results;
            })
        .thenApply(results -> Replies.json(200, JsonText.object().set("results", results)));
  }

  /// All are read before the first one is decided: a wrong one has no effect on any.
  private List<Item> items(Fields fields, Principal staff) {
    if (!(fields.value("decisions").orElse(null) instanceof ArrayNode array) || array.isEmpty())
      throw new Malformed(
          "decisions is not a list (expected: 1 to %d of them)".formatted(DECISIONS_MAX));
    if (array.size() > DECISIONS_MAX)
      throw Malformed.tooLong(
          "decisions has %d entries (expected: ≤ %d)".formatted(array.size(), DECISIONS_MAX));
    var items = new ArrayList<Item>();
    for (var entry : array) {
      if (!(entry instanceof ObjectNode object))
        throw new Malformed("an entry of decisions is not an object (expected: {…})");
      items.add(item(Fields.of(object), staff));
    }
    return items;
  }

  private Item item(Fields fields, Principal staff) {
    var session = new SessionKey(staff.tenant(), new SessionId(fields.id("session")));
    return new Item(
        session,
        new Decide(
            fields.id("id"),
            fields.text("call", Frames.CALL_MAX),
            Frames.decision(fields),
            staff.party(),
            fields.optionalText("note", edge.settings().text().noteMax()),
            Frames.arguments(fields),
            edge.clock().instant()));
  }

  private CompletionStage<ObjectNode> decided(Item item, Principal staff, Call call) {
    var result =
        JsonText.object()
            .put("id", item.decide().id())
            .put("session", item.session().session().value())
            .put("call", item.decide().call());
    var visit = new Visit(staff, item.session(), call.from());
    return edge.entry()
        .ask(visit, item.decide(), call.id().value(), call.trace())
        .thenApply(Asking::stored)
        .handle(
            (seq, failure) ->
                failure == null
                    ? result.put("seq", seq)
                    : result.set("problem", Problems.of(failure).json(call.id().value())));
  }
}
