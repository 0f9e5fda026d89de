package io.parley.tools.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.source.PromptText;
import io.parley.core.tool.source.SourcePrompt;
import io.parley.core.tool.source.SourceResources;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.client.Elicitation;
import io.parley.tools.mcp.client.McpClient;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.source.Background;
import io.parley.tools.source.Places;
import io.parley.tools.source.SourceFailure;
import io.parley.tools.source.SourceTools;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The tools of one MCP server. The connection is kept in the background: until it stands, there
/// are no tools; while it is lost, the tools of before stay, and calls fail as not sent.
public final class McpTools implements SourceTools {
  /// The time that people have for all questions of one call: several, each within its own limit.
  private static final Duration QUESTIONS_MAX = Duration.ofMinutes(30);

  private final McpSettings settings;
  private final Connection connection;
  private final Places places;

  private McpTools(McpSettings settings, Connection connection) {
    this.settings = settings;
    this.connection = connection;
    this.places = new Places(settings.name(), settings.callsMax());
  }

  /// Returns at once. Closing the source ends the connection, and a program with it.
  public static McpTools open(McpSettings settings, McpClient.Opening opening) {
    var elicitation =
        switch (settings.elicitation()) {
          case DECLINE -> Elicitation.NONE;
          case DEFAULTS -> Elicitation.DEFAULTS;
          case ASK -> Elicitation.PEOPLE;
        };
    return new McpTools(
        settings,
        Connection.open(
            settings,
            changed -> McpClient.connect(opening, settings.client(), elicitation, changed)));
  }

  @Override
  public Optional<String> problem() {
    return connection.problem();
  }

  @Override
  public CompletionStage<Void> ready() {
    return connection.ready();
  }

  @Override
  public List<String> refusals() {
    return connection.refusals();
  }

  @Override
  public List<ToolSpec> offered() {
    return connection.offer().specs();
  }

  @Override
  public List<SourcePrompt> prompts() {
    return connection.prompts();
  }

  @Override
  public CompletionStage<PromptText> prompt(String name, Map<String, String> arguments) {
    return places.run(
        "mcp-prompt-" + settings.name(),
        () -> {
          var given = Jackson.object();
          arguments.forEach(given::put);
          try {
            var deadline = Deadline.in(settings.deadline());
            return PromptMessages.of(connection.client().prompt(name, given, deadline));
          } catch (McpFailure failure) {
            if (failure.kind() != McpFailure.Kind.REFUSED) throw failed(failure);
            throw new SourceFailure(
                failure.told().isEmpty() ? failure.getMessage() : failure.told(), failure);
          }
        });
  }

  @Override
  public List<SourceResources.Listed> resources() throws IOException {
    return asked(
        () ->
            connection.client().resources().stream()
                .filter(entry -> entry.key().chars().noneMatch(Character::isISOControl))
                .map(entry -> new SourceResources.Listed(entry.key(), entry.title()))
                .toList());
  }

  @Override
  public List<SourceResources.Content> resource(String uri) throws IOException {
    return asked(
        () -> ResourceContents.of(connection.client().read(uri, Deadline.in(settings.deadline()))));
  }

  private interface Question<T> {
    T ask() throws McpFailure, SourceResources.Refused, InterruptedException;
  }

  private static <T> T asked(Question<T> question) throws IOException {
    try {
      return question.ask();
    } catch (McpFailure failure) {
      if (failure.kind() == McpFailure.Kind.REFUSED)
        throw new SourceResources.Refused(
            failure.told().isEmpty() ? failure.getMessage() : failure.told());
      throw new IOException(failure.getMessage(), failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the reading was interrupted");
    }
  }

  @Override
  public Set<String> dependencies() {
    return Set.of(settings.dependency());
  }

  /// Cancelling the stage cancels the call at the server.
  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    var offer = connection.offer();
    var entry = offer.find(call.tool());
    if (entry.isEmpty())
      return CompletableFuture.completedFuture(
          ToolOutcome.of(Kind.REJECTED, offer.unknown(call.tool())));
    var arguments = Jackson.tree(call.arguments());
    var problems = entry.get().check().problems(arguments);
    if (!problems.isEmpty() || !(arguments instanceof ObjectNode object))
      return CompletableFuture.completedFuture(
          Results.refused(call.tool(), problems, Jackson.tree(entry.get().spec().parameters())));
    return places.run("mcp-call-" + settings.name(), () -> attempt(entry.get(), object, context));
  }

  @Override
  public List<String> problems(TenantId tenant, AgentRef agent, ToolCall call) {
    return connection
        .offer()
        .find(call.tool())
        .map(entry -> entry.check().problems(Jackson.tree(call.arguments())))
        .orElse(List.of());
  }

  private ToolOutcome attempt(Offer.Entry entry, ObjectNode arguments, ToolContext context)
      throws InterruptedException {
    var deadline = Deadline.in(entry.spec().deadline(), pausesMax());
    try {
      var client = connection.client();
      var definition = entry.definition();
      var result =
          definition.isPresent()
              ? client.call(
                  definition.get(),
                  arguments,
                  context.idempotencyKey(),
                  context.running(),
                  deadline)
              : ResourceTools.call(client, entry.spec().name(), arguments, deadline);
      return Results.outcome(result);
    } catch (McpFailure failure) {
      if (failure.kind() == McpFailure.Kind.REFUSED) return Results.refused(failure);
      throw failed(failure);
    }
  }

  private Duration pausesMax() {
    return settings.elicitation() == McpSettings.Elicit.ASK ? QUESTIONS_MAX : Duration.ZERO;
  }

  private static ToolFailure failed(McpFailure failure) {
    return failure.mayHaveHappened()
        ? ToolFailure.maybeSent(failure.getMessage(), failure)
        : ToolFailure.notSent(failure.getMessage(), failure);
  }

  @Override
  public CompletionStage<Void> probe(String dependency) {
    if (!dependency.equals(settings.dependency()))
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              "dependency %s (expected: %s)".formatted(dependency, settings.dependency())));
    return Background.run(
        "mcp-probe-" + settings.name(),
        () -> {
          try {
            connection.client().ping(Deadline.in(settings.client().startTimeout()));
            return null;
          } catch (McpFailure failure) {
            throw failed(failure);
          }
        });
  }

  @Override
  public void close() {
    connection.close();
  }
}
