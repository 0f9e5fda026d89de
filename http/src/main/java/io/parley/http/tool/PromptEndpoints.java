package io.parley.http.tool;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.tool.source.OfferedPrompt;
import io.parley.core.tool.source.ToolSourceDesk;
import io.parley.core.tool.source.ToolSourceDesk.Prompted;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// `/v1/tool-sources/{name}/prompts`: people of the company list the approved prompts of a source,
/// and get one with its arguments filled in.
public final class PromptEndpoints {
  private static final String ALL = "/v1/tool-sources/{name}/prompts";
  private static final int ARGUMENTS_MAX = 50;
  private static final int NAME_MAX = 128;
  private static final int VALUE_MAX = 8_000;

  private final Guard guard;
  private final ToolSourceDesk desk;

  private PromptEndpoints(Guard guard, ToolSourceDesk desk) {
    this.guard = guard;
    this.desk = desk;
  }

  public static List<Endpoint> of(Edge edge, ToolSourceDesk desk) {
    var calls = new PromptEndpoints(new Guard(edge), desk);
    return List.of(
        Endpoint.get(ALL, calls::list), Endpoint.post(ALL + "/{prompt}", calls::written));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    var state =
        desk.find(staff(call).tenant(), ToolSourceEndpoints.name(call))
            .orElseThrow(ToolSourceEndpoints::missing);
    var json = JsonText.object();
    var prompts = json.putArray("prompts");
    state.prompts().stream()
        .filter(OfferedPrompt::isApproved)
        .forEach(offered -> prompts.add(ToolSourceViews.of(offered.prompt())));
    return CompletableFuture.completedStage(Replies.json(200, json));
  }

  private CompletionStage<HttpResponse> written(Call call) {
    var tenant = staff(call).tenant();
    var source = ToolSourceEndpoints.name(call);
    var prompt = call.value("prompt");
    return call.json()
        .thenCompose(
            fields ->
                desk.prompt(
                    tenant,
                    source,
                    prompt,
                    fields
                        .only("arguments")
                        .texts("arguments", ARGUMENTS_MAX, NAME_MAX, VALUE_MAX)))
        .thenApply(PromptEndpoints::reply);
  }

  private Principal staff(Call call) {
    return guard.staff(call, Permission.OVERSEE);
  }

  private static HttpResponse reply(Prompted prompted) {
    return switch (prompted) {
      case Prompted.Written(var text) -> Replies.json(200, ToolSourceViews.of(text));
      case Prompted.Missing() ->
          throw new ProblemException(
              ProblemDetail.of(
                  ProblemType.NOT_FOUND, "there is no approved prompt of this name and source"));
      case Prompted.Wrong(var reason) -> throw new Malformed(reason);
      case Prompted.Unavailable(var reason) ->
          throw new ProblemException(ProblemDetail.of(ProblemType.TOOL_SOURCE_UNAVAILABLE, reason));
    };
  }
}
