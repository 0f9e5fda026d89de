package io.parley.tools.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Finding;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.source.Background;
import io.parley.tools.source.Places;
import io.parley.tools.source.SourceTools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The tools of one HTTP service.
final class OpenApiTools implements SourceTools {
  private static final int UNAUTHORIZED = 401;

  private final Settings settings;
  private final Documents documents;
  private final Service service;
  private final Places places;

  /// Empty while the service accepts the credentials.
  private volatile Optional<String> problem = Optional.empty();

  OpenApiTools(Settings settings, Documents documents, Service service) {
    this.settings = settings;
    this.documents = documents;
    this.service = service;
    this.places = new Places(settings.name(), settings.callsMax());
  }

  @Override
  public List<ToolSpec> offered() {
    return documents.offering().specs();
  }

  @Override
  public CompletionStage<Void> ready() {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public Optional<String> problem() {
    return problem;
  }

  @Override
  public List<String> refusals() {
    return documents.refusals();
  }

  @Override
  public Set<String> dependencies() {
    return Set.of(settings.dependency());
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    var offering = documents.offering();
    var tool = offering.tools().get(call.tool());
    if (tool == null) return CompletableFuture.completedStage(unknown(call, offering));
    var problems = tool.check().problems(Jackson.tree(call.arguments()));
    if (!problems.isEmpty()) return CompletableFuture.completedStage(refused(tool, problems));
    return working(() -> attempt(tool, offering, Jackson.tree(call.arguments()), context));
  }

  @Override
  public List<String> problems(TenantId tenant, AgentRef agent, ToolCall call) {
    return Optional.ofNullable(documents.offering().tools().get(call.tool()))
        .map(tool -> tool.check().problems(Jackson.tree(call.arguments())))
        .orElse(List.of());
  }

  private <T> CompletionStage<T> working(Callable<T> work) {
    return places.run("openapi-call-" + settings.name(), work);
  }

  private ToolOutcome attempt(
      HttpTool tool, Offering offering, JsonNode arguments, ToolContext context)
      throws InterruptedException {
    Outgoing outgoing;
    try {
      outgoing = Outgoing.of(tool, offering.server(), arguments, context);
    } catch (BadArgument e) {
      return refused(tool, List.of(e.getMessage()));
    }
    var policy = tool.spec().policy();
    var deadline = Deadline.in(settings.deadline());
    var reply = service.send(outgoing, policy.mayRepeat(), deadline);
    problem =
        reply.status() == UNAUTHORIZED
            ? Optional.of("the service refuses the credentials (status 401)")
            : Optional.empty();
    if (!reply.isSuccess()) return Answers.failed(reply, policy);
    var answer = Answers.json(reply);
    var pages = tool.choice().pages();
    if (pages.isPresent() && policy == ToolPolicy.READ_ONLY)
      answer = paged(outgoing, reply, answer, pages.get(), deadline);
    return Answers.succeeded(
        reply, answer.isMissingNode() ? answer : tool.choice().answer().of(answer));
  }

  /// A page that cannot be got ends the list: the model is told that there is more.
  private JsonNode paged(
      Outgoing first, Service.Reply reply, JsonNode answer, Choice.Pages pages, Deadline deadline)
      throws InterruptedException {
    var items = Paging.items(answer, pages);
    if (items.isEmpty()) return answer;
    var next = Paging.next(pages, first.uri(), reply, answer, 1);
    long characters = reply.body().length();
    for (int page = 2; next.isPresent(); page++) {
      if (page > pages.max() || characters > settings.answerMax()) return Paging.marked(answer);
      var at = first.at(next.get());
      var further = service.send(at, true, deadline);
      if (!further.isSuccess()) return Paging.marked(answer);
      var json = Answers.json(further);
      characters += further.body().length();
      Paging.items(json, pages).ifPresent(list -> items.get().addAll(list));
      next = Paging.next(pages, at.uri(), further, json, page);
    }
    return answer;
  }

  /// The effect is looked for with the operation that the definition names.
  @Override
  public CompletionStage<Finding> lookUp(ToolCall call, ToolContext context) {
    var offering = documents.offering();
    var tool = offering.tools().get(call.tool());
    if (tool == null || tool.finder().isEmpty())
      return CompletableFuture.completedStage(Finding.CANNOT_TELL);
    return working(() -> find(tool, offering, Jackson.tree(call.arguments()), context));
  }

  private Finding find(HttpTool tool, Offering offering, JsonNode arguments, ToolContext context)
      throws InterruptedException {
    var finder = tool.finder().orElseThrow();
    var how = tool.choice().lookUp().orElseThrow();
    var asked = asked(finder, how.arguments(), arguments, context);
    Service.Reply reply;
    try {
      reply =
          service.send(
              Outgoing.of(finder, offering.server(), asked, context),
              true,
              Deadline.in(settings.deadline()));
    } catch (BadArgument e) {
      return Finding.CANNOT_TELL;
    }
    boolean isMissing = reply.status() == 404 || reply.status() == 410;
    if (!reply.isSuccess() && !isMissing) return Finding.CANNOT_TELL;
    var answer = Answers.json(reply);
    var place = how.found().map(answer::at).orElse(answer);
    boolean isThere =
        reply.isSuccess()
            && !place.isMissingNode()
            && !place.isNull()
            && !(place.isContainerNode() && place.isEmpty());
    if (isThere)
      return Finding.happened(
          Jackson.json(Jackson.object().set("answer", tool.choice().answer().of(answer))));
    return how.isFinal() ? Finding.DID_NOT_HAPPEN : Finding.CANNOT_TELL;
  }

  private static ObjectNode asked(
      HttpTool finder, Map<String, String> from, JsonNode arguments, ToolContext context) {
    var asked = Jackson.object();
    for (var binding : finder.bindings()) {
      var source = from.get(binding.name());
      if (source == null) continue;
      if (source.equals("key")) asked.put(binding.argument(), context.idempotencyKey());
      else {
        var value = arguments.at(source);
        if (!value.isMissingNode()) asked.set(binding.argument(), value);
      }
    }
    return asked;
  }

  @Override
  public Optional<Json> request(ToolCall call, ToolContext context) {
    var offering = documents.offering();
    var tool = offering.tools().get(call.tool());
    if (tool == null) return Optional.empty();
    var arguments = Jackson.tree(call.arguments());
    var problems = tool.check().problems(arguments);
    if (!problems.isEmpty()) return Optional.of(refused(tool, problems).result());
    try {
      return Optional.of(
          Jackson.json(service.shown(Outgoing.of(tool, offering.server(), arguments, context))));
    } catch (BadArgument e) {
      return Optional.of(refused(tool, List.of(e.getMessage())).result());
    }
  }

  private static ToolOutcome unknown(ToolCall call, Offering offering) {
    var result = Jackson.object().put("error", "there is no tool " + call.tool());
    var names = result.putArray("expected");
    offering.tools().keySet().forEach(names::add);
    return ToolOutcome.of(Kind.REJECTED, Jackson.json(result));
  }

  private static ToolOutcome refused(HttpTool tool, List<String> problems) {
    var result =
        Jackson.object()
            .put("error", "the arguments of %s are not as expected".formatted(tool.spec().name()));
    var list = result.putArray("problems");
    problems.forEach(list::add);
    result.set("expected", Jackson.tree(tool.spec().parameters()));
    return ToolOutcome.of(Kind.REJECTED, Jackson.json(result));
  }

  /// Any answer of the service counts, but for errors of its own.
  @Override
  public CompletionStage<Void> probe(String dependency) {
    if (!dependency.equals(settings.dependency()))
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              "dependency %s (expected: %s)".formatted(dependency, settings.dependency())));
    return Background.run(
        "openapi-probe-" + settings.name(),
        () -> {
          service.probe(documents.offering().server(), Deadline.in(settings.deadline()));
          return null;
        });
  }

  @Override
  public void close() {
    documents.close();
    service.close();
  }
}
