package io.parley.http.dial;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.agent.Agents;
import io.parley.core.dial.CallOut;
import io.parley.core.dial.CallOutEvent;
import io.parley.core.dial.CallOutId;
import io.parley.core.dial.CallsOutStore.Ordered;
import io.parley.core.dial.DialRefusal;
import io.parley.core.dial.DoNotCallList;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Cursors;
import io.parley.http.route.Endpoint;
import io.parley.http.route.IdempotencyKey;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import io.parley.voice.dial.CallOutRequest;
import io.parley.voice.dial.CallsOut;
import io.parley.voice.dial.NoWayOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/calls`: agents and operators have people called, follow the calls, and end them.
public final class CallOutEndpoints {
  private static final String ALL = "/v1/calls";
  private static final String ONE = "/v1/calls/{id}";
  private static final int PAGE = 50;
  private static final int PAGE_MAX = 200;

  private final Edge edge;
  private final Guard guard;
  private final Agents agents;
  private final CallsOut calls;

  private CallOutEndpoints(Edge edge, Agents agents, CallsOut calls) {
    this.edge = edge;
    this.guard = new Guard(edge);
    this.agents = agents;
    this.calls = calls;
  }

  /// All calls, and those of the do-not-call list.
  public static List<Endpoint> of(Edge edge, Agents agents, CallsOut calls, DoNotCallList list) {
    var out = new CallOutEndpoints(edge, agents, calls);
    var endpoints =
        new ArrayList<>(
            List.of(
                Endpoint.post(ALL, out::order),
                Endpoint.get(ALL, out::list),
                Endpoint.get(ONE, out::show),
                Endpoint.delete(ONE, out::cancel)));
    endpoints.addAll(DoNotCallEndpoints.of(edge, list));
    return endpoints;
  }

  private CompletionStage<HttpResponse> order(Call call) {
    var staff = dialler(call);
    // a repeated request without a key would call twice
    var key =
        IdempotencyKey.of(call)
            .orElseThrow(
                () ->
                    new Malformed(
                        "Idempotency-Key is missing (expected: a key of its own for each call, so"
                            + " that a repeated request does not call twice)"));
    return call.json()
        .thenApply(fields -> CallOutBody.read(staff.tenant(), fields))
        .thenCompose(
            request -> {
              requireAgent(request);
              return ordered(request, caller(staff), key);
            })
        .thenApply(this::created);
  }

  /// An idempotency key counts for its API key or its person alone, or for one of the shared
  /// tokens.
  static String caller(Principal staff) {
    return switch (staff.subject()) {
      case Subject.Program(var key, _) -> "program " + key;
      case Subject.Account(var person, _) -> "person " + person;
      case Subject.Staff _, Subject.Customer _, Subject.Visitor _ -> JsonText.word(staff.role());
    };
  }

  private CompletionStage<Ordered> ordered(CallOutRequest request, String caller, String key) {
    try {
      return calls.order(request, request.key(caller, key));
    } catch (NoWayOut off) {
      throw new ProblemException(ProblemDetail.of(ProblemType.CALLS_OUT_OFF, off.getMessage()));
    } catch (IllegalArgumentException wrong) {
      throw new Malformed(wrong.getMessage());
    }
  }

  private void requireAgent(CallOutRequest request) {
    if (agents.current(request.tenant(), request.agent()).isEmpty())
      throw new Malformed("there is no such agent");
  }

  private HttpResponse created(Ordered outcome) {
    return switch (outcome) {
      case Ordered.Stored(var call, _, var refusal) -> {
        var json = CallOutViews.of(call);
        refusal.ifPresent(
            rule -> {
              json.put("detail", rule.detail());
              rule.again().ifPresent(at -> json.put("again", JsonText.time(at)));
            });
        yield Replies.json(201, json)
            .addHeader(Replies.header("Location", ALL + "/" + call.order().key().id()));
      }
      case Ordered.Paced(var refusal) -> throw paced(refusal);
      case Ordered.KeyReused() -> throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED);
    };
  }

  private ProblemException paced(DialRefusal refusal) {
    var wait =
        refusal
            .again()
            .map(at -> Duration.between(edge.clock().instant(), at))
            .filter(Duration::isPositive)
            .orElse(Duration.ofSeconds(1));
    return new ProblemException(
        ProblemDetail.later(ProblemType.RATE_LIMITED, refusal.detail(), wait));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var staff = dialler(call);
    var after = call.query("after");
    return calls
        .store()
        .list(
            staff.tenant(),
            call.query("state").map(CallOutEndpoints::state),
            after.map(CallOutEndpoints::cursor),
            call.queryNumber("limit", 1, PAGE_MAX).orElse((long) PAGE).intValue())
        .exceptionally(
            failure -> {
              throw Cursors.refused(failure, after);
            })
        .thenApply(
            page -> {
              var json = JsonText.object();
              var listed = json.putArray("calls");
              page.calls().forEach(each -> listed.add(CallOutViews.of(each)));
              page.next().ifPresent(next -> json.put("next", next));
              return Replies.json(200, json);
            });
  }

  private static CallOutEvent.Kind state(String word) {
    try {
      return CallOutEvent.Kind.of(word);
    } catch (IllegalArgumentException e) {
      throw new Malformed(
          "the query parameter state is unknown (expected: a state such as ringing or ended)");
    }
  }

  private static String cursor(String text) {
    if (!CallOutId.isValid(text)) throw Cursors.unknown();
    return text;
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var key = key(call);
    return calls.store().find(key).thenApply(CallOutEndpoints::reply);
  }

  private CompletionStage<HttpResponse> cancel(Call call) {
    return calls.cancel(key(call)).thenApply(CallOutEndpoints::reply);
  }

  private CallOutId key(Call call) {
    var staff = dialler(call);
    var id = call.value("id");
    if (!CallOutId.isValid(id)) throw missing();
    return new CallOutId(staff.tenant(), id);
  }

  private Principal dialler(Call call) {
    return guard.staff(call, Permission.DIAL);
  }

  private static HttpResponse reply(Optional<CallOut> call) {
    return Replies.json(200, CallOutViews.of(call.orElseThrow(CallOutEndpoints::missing)));
  }

  private static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "there is no call out of this id"));
  }
}
