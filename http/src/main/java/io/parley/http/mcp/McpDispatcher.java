package io.parley.http.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Principal;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.mcp.McpTool.Done;
import io.parley.http.mcp.McpTool.Step;
import io.parley.http.mcp.RpcMessage.Request;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.pf.PFBuilder;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.javadsl.Source;

/// The methods of the protocol, but for its transport.
final class McpDispatcher {
  private static final String NAME = "parley";
  private static final String VERSION = version();
  private static final String INSTRUCTIONS =
      "Ask the company's support agent, and search the knowledge that it answers from. Citations"
          + " are resources.";

  private final List<McpTool> tools;
  private final KnowledgeResources resources;

  McpDispatcher(List<McpTool> tools, KnowledgeResources resources) {
    this.tools = List.copyOf(tools);
    this.resources = resources;
  }

  private static String version() {
    return Optional.ofNullable(McpDispatcher.class.getPackage().getImplementationVersion())
        .orElse("0");
  }

  /// Answers any request but `tools/call`.
  ///
  /// @return the result; fails with [RpcError]
  CompletionStage<ObjectNode> answer(Request request, Principal principal, Revision revision) {
    var params = request.params();
    return switch (request.method()) {
      case "initialize" -> older(revision, () -> initialized(params));
      case "ping" -> older(revision, JsonText::object);
      case "server/discover" -> CompletableFuture.completedStage(discovered());
      case "tools/list" -> CompletableFuture.completedStage(listed(principal));
      case "resources/list" -> resources.list(principal, cursor(params));
      case "resources/templates/list" ->
          CompletableFuture.completedStage(KnowledgeResources.templates());
      case "resources/read" -> resources.read(principal, uri(params), revision);
      default -> throw noSuchMethod();
    };
  }

  /// The course of a tool's call.
  ///
  /// @throws RpcError when there is no such tool for this caller
  Source<Step, NotUsed> called(Request request, McpCaller caller) {
    var name = request.params().path("name").asText();
    var tool =
        tools.stream()
            .filter(each -> each.name().equals(name) && each.isFor(caller.principal()))
            .findFirst()
            .orElseThrow(() -> new RpcError(RpcError.INVALID_PARAMS, "there is no such tool"));
    var arguments = request.params().path("arguments");
    if (!arguments.isMissingNode() && !arguments.isObject())
      throw new RpcError(RpcError.INVALID_PARAMS, "arguments are not an object (expected: {…})");
    var fields = Fields.of(arguments instanceof ObjectNode given ? given : JsonText.object());
    var id = caller.call().id();
    return begun(() -> tool.call(caller, fields))
        .recoverWithRetries(
            1,
            new PFBuilder<Throwable, Graph<SourceShape<Step>, NotUsed>>()
                .matchAny(failure -> Source.single(new Done(Results.failed(failure, id))))
                .build());
  }

  /// A refusal that is thrown at once ends the stream like a later one.
  private static Source<Step, NotUsed> begun(Supplier<Source<Step, NotUsed>> call) {
    try {
      return call.get();
    } catch (RuntimeException refused) {
      return Source.failed(refused);
    }
  }

  private static CompletionStage<ObjectNode> older(Revision revision, Supplier<ObjectNode> result) {
    if (revision.isStateless()) throw noSuchMethod();
    return CompletableFuture.completedStage(result.get());
  }

  /// The stateless revision says that a result is whole, and how long it may be kept: not at all,
  /// for it is this caller's alone.
  static ObjectNode complete(ObjectNode result, Request request, Revision revision) {
    if (!revision.isStateless()) return result;
    result.put("resultType", "complete");
    if (!request.method().equals("tools/call")) result.put("ttlMs", 0).put("cacheScope", "private");
    result.withObject("/_meta").set("io.modelcontextprotocol/serverInfo", server());
    return result;
  }

  private static ObjectNode initialized(ObjectNode params) {
    var agreed = Revision.agreed(params.path("protocolVersion").asText());
    var json = JsonText.object().put("protocolVersion", agreed.date());
    json.set("capabilities", capabilities());
    json.set("serverInfo", server());
    return json.put("instructions", INSTRUCTIONS);
  }

  private static ObjectNode discovered() {
    var json = JsonText.object();
    var versions = json.putArray("supportedVersions");
    for (var each : Revision.values()) versions.add(each.date());
    json.set("capabilities", capabilities());
    return json.put("instructions", INSTRUCTIONS);
  }

  private static ObjectNode capabilities() {
    var json = JsonText.object();
    json.putObject("tools");
    json.putObject("resources");
    return json;
  }

  private static ObjectNode server() {
    return JsonText.object().put("name", NAME).put("title", "Parley").put("version", VERSION);
  }

  private ObjectNode listed(Principal principal) {
    var json = JsonText.object();
    var array = json.putArray("tools");
    for (var tool : tools) if (tool.isFor(principal)) array.add(tool.definition());
    return json;
  }

  private static Optional<String> cursor(ObjectNode params) {
    return Optional.of(params.path("cursor")).filter(c -> c.isTextual()).map(c -> c.asText());
  }

  private static String uri(ObjectNode params) {
    if (params.path("uri").isTextual()) return params.path("uri").asText();
    throw new RpcError(RpcError.INVALID_PARAMS, "uri is missing (expected: a string)");
  }

  private static RpcError noSuchMethod() {
    return new RpcError(RpcError.NO_SUCH_METHOD, "there is no such method");
  }
}
