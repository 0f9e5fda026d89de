package io.parley.http.memory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.memory.KeptMemory;
import io.parley.core.memory.MemoryDraft;
import io.parley.core.memory.MemoryKind;
import io.parley.core.memory.MemoryPage;
import io.parley.core.memory.MemoryQuery;
import io.parley.core.memory.MemoryStore;
import io.parley.core.memory.note.MemoryNotes;
import io.parley.core.session.Customer;
import io.parley.core.tenant.SessionId;
import io.parley.core.tool.Approval;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Cursors;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/memories`: agents and operators list memories, correct, approve and delete them.
public final class MemoryEndpoints {
  private static final int PAGE = 50;
  private static final int CURSOR_MAX = 512;
  private static final int DECISION_MAX = 16;

  private final Guard guard;
  private final MemoryStore memories;

  private MemoryEndpoints(Guard guard, MemoryStore memories) {
    this.guard = guard;
    this.memories = memories;
  }

  public static List<Endpoint> of(Edge edge, MemoryStore memories) {
    var calls = new MemoryEndpoints(new Guard(edge), memories);
    return List.of(
        Endpoint.get("/v1/memories", calls::list),
        Endpoint.get("/v1/memories/{id}", calls::show),
        Endpoint.put("/v1/memories/{id}", calls::correct),
        Endpoint.post("/v1/memories/{id}/approval", calls::approve),
        Endpoint.delete("/v1/memories/{id}", calls::delete));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var query =
        new MemoryQuery(
            guard.staff(call).tenant(),
            call.query("customer").map(value -> atMost("customer", value, Customer.ID_MAX)),
            call.query("session").map(MemoryEndpoints::session),
            call.query("kind").map(MemoryEndpoints::kind),
            call.query("approved").map(MemoryEndpoints::approved),
            call.query("after").map(value -> atMost("after", value, CURSOR_MAX)),
            call.queryNumber("limit", 1, MemoryQuery.LIMIT_MAX).orElse((long) PAGE).intValue());
    return memories
        .list(query)
        .exceptionally(
            failure -> {
              throw Cursors.refused(failure, query.after());
            })
        .thenApply(MemoryEndpoints::reply);
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var staff = guard.staff(call);
    return memories.find(staff.tenant(), call.value("id")).thenApply(MemoryEndpoints::reply);
  }

  private CompletionStage<HttpResponse> correct(Call call) {
    var staff = keeper(call);
    var act = guard.act(call, staff);
    return call.json()
        .thenCompose(
            fields ->
                memories.correct(
                    staff.tenant(), call.value("id"), text(fields), staff.party(), act))
        .thenApply(MemoryEndpoints::reply);
  }

  private CompletionStage<HttpResponse> approve(Call call) {
    var staff = keeper(call);
    var act = guard.act(call, staff);
    return call.json()
        .thenCompose(
            fields ->
                memories.approve(
                    staff.tenant(), call.value("id"), decision(fields), staff.party(), act))
        .thenApply(
            memory -> {
              if (memory.filter(kept -> kept.memory().kind() != MemoryKind.PROCEDURAL).isPresent())
                throw new Malformed(
                    "this memory is about a customer and needs no approval (expected: the id of a"
                        + " procedure)");
              return reply(memory);
            });
  }

  /// Staff that may change memories. A look across sessions changes nothing: it needs to lead
  /// conversations, or to curate knowledge, too.
  private Principal keeper(Call call) {
    var staff = guard.staff(call);
    if (!staff.may(Permission.CURATE)) Guard.require(Permission.LEAD, staff);
    return staff;
  }

  private static Approval decision(Fields fields) {
    return switch (fields.only("decision").text("decision", DECISION_MAX)) {
      case "approve" -> Approval.APPROVE;
      case "reject" -> Approval.REJECT;
      default -> throw new Malformed("decision is unknown (expected: approve or reject)");
    };
  }

  private CompletionStage<HttpResponse> delete(Call call) {
    var staff = keeper(call);
    return memories
        .delete(staff.tenant(), call.value("id"), guard.act(call, staff))
        .thenApply(
            was -> {
              if (!was) throw notFound();
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  /// The rule for memories from conversations applies here, too: no secrets.
  private static String text(Fields fields) {
    var text = fields.only("text").text("text", MemoryDraft.TEXT_MAX).strip();
    if (text.isEmpty()) throw new Malformed("text is blank (expected: a sentence)");
    if (MemoryNotes.tellsSecret(text))
      throw new Malformed(
          "text contains a password, a card number or the like (expected: no secrets)");
    return text;
  }

  private static HttpResponse reply(Optional<KeptMemory> memory) {
    var json = json(memory.orElseThrow(MemoryEndpoints::notFound));
    var corrections = json.putArray("corrections");
    for (var correction : memory.get().corrections())
      corrections
          .addObject()
          .put("was", correction.was())
          .put("at", JsonText.time(correction.at()))
          .put("by", correction.by().word());
    return Replies.json(200, json);
  }

  private static HttpResponse reply(MemoryPage page) {
    var json = JsonText.object();
    var listed = json.putArray("memories");
    page.memories().forEach(memory -> listed.add(json(memory)));
    page.next().ifPresent(next -> json.put("next", next));
    return Replies.json(200, json);
  }

  private static ObjectNode json(KeptMemory kept) {
    var memory = kept.memory();
    var json =
        JsonText.object()
            .put("id", memory.id())
            .put("kind", lower(memory.kind()))
            .put("text", memory.text());
    // memories under a claimed id are kept for that session alone, and have no customer
    kept.customer().ifPresent(customer -> json.put("customer", customer).put("verified", true));
    if (memory.kind() == MemoryKind.PROCEDURAL) {
      json.put("approved", kept.approval().isPresent());
      kept.approval()
          .ifPresent(
              approval ->
                  json.put("approvedAt", JsonText.time(approval.at()))
                      .put("approvedBy", approval.by().word()));
    }
    return json.put("agent", kept.agent())
        .put("session", memory.source().session().value())
        .put("turn", kept.turn())
        .put("writtenAt", JsonText.time(kept.writtenAt()))
        .put("updatedAt", JsonText.time(memory.at()));
  }

  private static MemoryKind kind(String value) {
    return Arrays.stream(MemoryKind.values())
        .filter(kind -> lower(kind).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new Malformed(
                    "the query parameter kind is unknown (expected: semantic, episodic or"
                        + " procedural)"));
  }

  private static boolean approved(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new Malformed("the query parameter approved is unknown (expected: true or false)");
    };
  }

  private static SessionId session(String value) {
    if (!SessionId.isValid(value))
      throw new Malformed("the query parameter session is not a session id");
    return new SessionId(value);
  }

  private static String atMost(String name, String value, int max) {
    if (value.isEmpty() || value.length() > max || value.indexOf('\0') >= 0)
      throw new Malformed("the query parameter %s is not 1 to %d characters".formatted(name, max));
    return value;
  }

  private static ProblemException notFound() {
    return new ProblemException(ProblemType.NOT_FOUND);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
