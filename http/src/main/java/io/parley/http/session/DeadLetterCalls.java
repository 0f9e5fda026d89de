package io.parley.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.journal.DeadLetters;
import io.parley.core.journal.DeadLetters.Kept;
import io.parley.core.journal.DeadLetters.Place;
import io.parley.core.journal.DeadLetters.Query;
import io.parley.core.journal.DeadLetters.State;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// Dead letters, the tool calls that could not be delivered: people of the company list them, have
/// them made again, or drop them.
final class DeadLetterCalls {
  private static final int PAGE = 50;
  private static final Pattern PLACE =
      Pattern.compile("([A-Za-z0-9._-]{1,64}):([0-9]{1,9}\\.[0-9]{1,9})");

  private final Edge edge;
  private final Guard guard;
  private final DeadLetters letters;

  DeadLetterCalls(Edge edge, Guard guard, DeadLetters letters) {
    this.edge = edge;
    this.guard = guard;
    this.letters = letters;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/dead-letters", this::list),
        Endpoint.get("/v1/dead-letters/{letter}", this::show),
        Endpoint.post("/v1/dead-letters/{letter}/retry", this::retry),
        Endpoint.post("/v1/dead-letters/{letter}/drop", this::drop));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var tenant = guard.staff(call).tenant();
    int limit = call.queryNumber("limit", 1, DeadLetters.LIMIT_MAX).orElse((long) PAGE).intValue();
    var query =
        new Query(
            tenant,
            call.query("state").map(DeadLetterCalls::state),
            call.query("tool"),
            call.query("source"),
            call.query("after").map(id -> place(tenant, id)),
            limit);
    return letters.list(query).thenApply(found -> Replies.json(200, page(found, limit)));
  }

  private static ObjectNode page(List<Kept> found, int limit) {
    var list = JsonText.array();
    found.forEach(letter -> list.add(json(letter)));
    var page = JsonText.object();
    page.set("letters", list);
    if (found.size() == limit) page.put("next", id(found.getLast()));
    return page;
  }

  private CompletionStage<HttpResponse> show(Call call) {
    return find(call).thenApply(letter -> Replies.json(200, json(letter)));
  }

  private CompletionStage<HttpResponse> retry(Call call) {
    return decide(call, SessionCommand.RetryToolCall::new);
  }

  private CompletionStage<HttpResponse> drop(Call call) {
    return decide(call, SessionCommand.DropToolCall::new);
  }

  /// Makes the command of a person's decision.
  private interface Command {
    SessionCommand of(String id, String call, Party by, Optional<String> note, Instant at);
  }

  private CompletionStage<HttpResponse> decide(Call call, Command command) {
    var staff = guard.staff(call, Permission.RESOLVE);
    var place = place(staff.tenant(), call.value("letter"));
    var opened = new Guard.Opened(place.session(), staff, Optional.empty());
    return call.json()
        .thenCompose(
            fields -> {
              var id = fields.id("id");
              var note = fields.optionalText("note", edge.settings().text().commentMax());
              var asked =
                  command.of(id, place.call(), opened.role().party(), note, edge.clock().instant());
              return Asking.stored(edge, opened, asked, call)
                  .thenApply(seq -> Asking.accepted(id, seq));
            });
  }

  private CompletionStage<Kept> find(Call call) {
    var staff = guard.staff(call);
    return letters
        .find(place(staff.tenant(), call.value("letter")))
        .thenApply(
            found ->
                found.orElseThrow(
                    () ->
                        new ProblemException(
                            ProblemDetail.of(
                                ProblemType.NOT_FOUND, "there is no such dead letter"))));
  }

  private static Place place(TenantId tenant, String id) {
    var parts = PLACE.matcher(id);
    if (!parts.matches())
      throw new Malformed("the dead letter is not one (expected: session:turn.number)");
    return new Place(new SessionKey(tenant, new SessionId(parts.group(1))), parts.group(2));
  }

  private static String id(Kept letter) {
    return letter.session().session().value() + ":" + letter.call();
  }

  private static ObjectNode json(Kept kept) {
    var json =
        JsonText.object()
            .put("id", id(kept))
            .put("session", kept.session().session().value())
            .put("call", kept.call())
            .put("tool", kept.letter().tool())
            .put("state", JsonText.word(kept.state()))
            .put("failure", kept.letter().failure())
            .put("tries", kept.tries())
            .put("since", JsonText.time(kept.since()))
            .put("changed", JsonText.time(kept.changed()));
    kept.note().ifPresent(note -> json.put("note", note));
    json.set("arguments", JsonText.own(kept.letter().arguments().text()));
    return json;
  }

  private static State state(String word) {
    return Arrays.stream(State.values())
        .filter(state -> JsonText.word(state).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Malformed(
                    "state is unknown (expected: open, retried, delivered, in-doubt, replaced or"
                        + " dropped)"));
  }
}
