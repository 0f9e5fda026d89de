package io.parley.http.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.tool.ApprovalRules;
import io.parley.core.tool.CallLimits;
import io.parley.core.tool.Json;
import io.parley.core.tool.source.Rehearsal;
import io.parley.core.tool.source.ToolSource;
import io.parley.core.tool.source.ToolSourceDesk;
import io.parley.core.tool.source.ToolSourceDesk.Changed;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/// `/v1/tool-sources`: holders of the permission `connect`, and the shared operator token, list,
/// add, change, try, approve and remove sources of tools.
public final class ToolSourceEndpoints {
  private static final String ONE = "/v1/tool-sources/{name}";
  private static final int KIND_MAX = 40;
  private static final int ENTRY_MAX = 128;

  private final Guard guard;
  private final ToolSourceDesk desk;

  private ToolSourceEndpoints(Guard guard, ToolSourceDesk desk) {
    this.guard = guard;
    this.desk = desk;
  }

  /// All calls.
  public static List<Endpoint> of(Edge edge, ToolSourceDesk desk) {
    var calls = new ToolSourceEndpoints(new Guard(edge), desk);
    return List.of(
        Endpoint.get("/v1/tool-sources", calls::list),
        Endpoint.get(ONE, calls::show),
        Endpoint.put(ONE, calls::put),
        Endpoint.delete(ONE, calls::delete),
        Endpoint.post(ONE + "/try", calls::attempt),
        Endpoint.post(ONE + "/tools/{tool}/try", calls::rehearse),
        Endpoint.post(ONE + "/approve", calls::approve));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var json = JsonText.object();
    var listed = json.putArray("sources");
    desk.list(keeper(call).tenant()).forEach(state -> listed.add(ToolSourceViews.of(state)));
    var kinds = json.putArray("kinds");
    desk.kinds().forEach(kinds::add);
    return CompletableFuture.completedStage(Replies.json(200, json));
  }

  private CompletionStage<HttpResponse> show(Call call) {
    var state =
        desk.find(keeper(call).tenant(), name(call)).orElseThrow(ToolSourceEndpoints::missing);
    return CompletableFuture.completedStage(Replies.json(200, ToolSourceViews.of(state)));
  }

  private CompletionStage<HttpResponse> put(Call call) {
    var keeper = keeper(call);
    var name = name(call);
    return call.json()
        .thenCompose(
            fields -> desk.put(keeper.tenant(), source(name, fields), guard.act(call, keeper)))
        .thenApply(ToolSourceEndpoints::reply);
  }

  private CompletionStage<HttpResponse> delete(Call call) {
    var keeper = keeper(call);
    return desk.delete(keeper.tenant(), name(call), guard.act(call, keeper))
        .thenApply(
            changed -> {
              reply(changed);
              return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
            });
  }

  private CompletionStage<HttpResponse> attempt(Call call) {
    return desk.attempt(keeper(call).tenant(), name(call))
        .thenApply(state -> state.orElseThrow(ToolSourceEndpoints::missing))
        .thenApply(state -> Replies.json(200, ToolSourceViews.of(state)));
  }

  private CompletionStage<HttpResponse> rehearse(Call call) {
    var tenant = keeper(call).tenant();
    var name = name(call);
    return call.json()
        .thenCompose(fields -> desk.rehearse(tenant, name, rehearsal(call.value("tool"), fields)))
        .thenApply(seen -> seen.orElseThrow(ToolSourceEndpoints::missing))
        .thenApply(seen -> Replies.json(200, ToolSourceViews.of(seen)));
  }

  private static boolean isSent(Fields fields) {
    var send = fields.value("send");
    if (send.filter(value -> !value.isBoolean()).isPresent())
      throw new Malformed("send is not a flag (expected: true or false)");
    return send.filter(value -> value.booleanValue()).isPresent();
  }

  private static Rehearsal rehearsal(String tool, Fields fields) {
    fields.only("arguments", "send", "customer");
    var arguments = fields.value("arguments").orElseGet(JsonText::object);
    if (!(arguments instanceof ObjectNode))
      throw new Malformed("arguments is not an object (expected: {…})");
    return new Rehearsal(
        tool,
        new Json(JsonText.write(arguments)),
        isSent(fields),
        "rehearsal:" + UUID.randomUUID(),
        fields.optionalText("customer", ENTRY_MAX));
  }

  private CompletionStage<HttpResponse> approve(Call call) {
    var keeper = keeper(call);
    var name = name(call);
    return call.json()
        .thenCompose(
            fields -> {
              var tools =
                  fields.only("tools").texts("tools", ToolSource.ENTRIES_MAX, ENTRY_MAX, ENTRY_MAX);
              if (tools.isEmpty())
                throw new Malformed("tools is missing (expected: fingerprints by name)");
              return desk.approve(
                  keeper.tenant(), name, tools, keeper.role(), guard.act(call, keeper));
            })
        .thenApply(ToolSourceEndpoints::reply);
  }

  private Principal keeper(Call call) {
    return guard.keeper(call, Permission.CONNECT);
  }

  static String name(Call call) {
    var name = call.value("name");
    if (!ToolSource.NAME.matcher(name).matches())
      throw new Malformed("a name of another form (expected: " + ToolSource.NAME + ")");
    return name;
  }

  private static ToolSource source(String name, Fields fields) {
    fields.only("kind", "settings", "agents", "allow", "approvals", "limits");
    var settings = fields.value("settings").orElseGet(JsonText::object);
    if (!(settings instanceof ObjectNode))
      throw new Malformed("settings is not an object (expected: {…})");
    var text = JsonText.write(settings);
    if (text.length() > ToolSource.SETTINGS_MAX)
      throw Malformed.tooLong(
          "settings has %d characters (expected: ≤ %d)"
              .formatted(text.length(), ToolSource.SETTINGS_MAX));
    return new ToolSource(
        name,
        fields.text("kind", KIND_MAX),
        new Json(text),
        texts(fields, "agents"),
        texts(fields, "allow"),
        approvals(fields),
        limits(fields),
        false);
  }

  private static ApprovalRules approvals(Fields fields) {
    try {
      return ApprovalRules.parse(
          fields.texts("approvals", ApprovalRules.COUNT_MAX, ENTRY_MAX, ENTRY_MAX));
    } catch (IllegalArgumentException e) {
      throw new Malformed("approvals: " + e.getMessage());
    }
  }

  private static CallLimits limits(Fields fields) {
    try {
      return CallLimits.parse(fields.texts("limits", CallLimits.COUNT_MAX, ENTRY_MAX, ENTRY_MAX));
    } catch (IllegalArgumentException e) {
      throw new Malformed("limits: " + e.getMessage());
    }
  }

  private static List<String> texts(Fields fields, String name) {
    var value = fields.value(name);
    if (value.isEmpty()) return List.of();
    if (!(value.get() instanceof ArrayNode array))
      throw new Malformed(name + " is not a list (expected: […])");
    if (array.size() > ToolSource.ENTRIES_MAX)
      throw Malformed.tooLong(
          "%s has %d entries (expected: ≤ %d)"
              .formatted(name, array.size(), ToolSource.ENTRIES_MAX));
    var texts = new ArrayList<String>();
    for (var entry : array) {
      if (!entry.isTextual() || entry.textValue().isBlank())
        throw new Malformed("an entry of " + name + " is not a text (expected: a name)");
      if (entry.textValue().length() > ENTRY_MAX || entry.textValue().indexOf(0) >= 0)
        throw new Malformed(
            "an entry of %s is of another form (expected: ≤ %d characters)"
                .formatted(name, ENTRY_MAX));
      texts.add(entry.textValue());
    }
    return texts;
  }

  private static HttpResponse reply(Changed changed) {
    return switch (changed) {
      case Changed.Done(var state) -> Replies.json(200, ToolSourceViews.of(state));
      case Changed.Wrong(var reason) -> throw new Malformed(reason);
      case Changed.Missing() -> throw missing();
      case Changed.OfFile() -> throw new ProblemException(ProblemType.DEFINED_BY_FILE);
      case Changed.TooMany() ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.LIMIT_REACHED,
                  "there are %d tool sources (expected: fewer; delete one)"
                      .formatted(ToolSource.COUNT_MAX)));
    };
  }

  static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "there is no tool source of this name"));
  }
}
