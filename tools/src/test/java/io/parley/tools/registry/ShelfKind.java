package io.parley.tools.registry;

import io.parley.core.tool.Finding;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.source.PromptText;
import io.parley.core.tool.source.SourcePrompt;
import io.parley.core.tool.source.ToolSource;
import io.parley.tools.json.Jackson;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceFailure;
import io.parley.tools.source.SourceTools;
import io.parley.tools.source.ToolSourceKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A kind of sources whose tools and failures a test sets.
final class ShelfKind implements ToolSourceKind {
  final List<ToolSpec> tools = new CopyOnWriteArrayList<>();
  final List<SourcePrompt> prompts = new CopyOnWriteArrayList<>();
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final List<String> called = new CopyOnWriteArrayList<>();
  final AtomicInteger failuresLeft = new AtomicInteger();

  static ToolSpec spec(String name, String description) {
    return spec(name, description, "{\"type\": \"object\"}", ToolPolicy.READ_ONLY);
  }

  static ToolSpec spec(String name, String description, String schema, ToolPolicy policy) {
    return new ToolSpec(
        name,
        name,
        description,
        new Json(schema),
        policy,
        false,
        Duration.ofSeconds(5),
        "shelf:" + name,
        false);
  }

  @Override
  public String name() {
    return "shelf";
  }

  @Override
  public void check(ToolSource source) {
    if (!Jackson.tree(source.settings()).has("n"))
      throw new IllegalArgumentException("settings.n: nothing (expected: a number)");
  }

  @Override
  public SourceTools open(ToolSource source, SourceAccess access) {
    if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0)
      throw new SourceFailure("no shelf", null);
    opened.incrementAndGet();
    return new Shelf(source.name() + Jackson.tree(source.settings()).path("n").asText());
  }

  private final class Shelf implements SourceTools {
    private final String id;

    Shelf(String id) {
      this.id = id;
    }

    @Override
    public List<ToolSpec> offered() {
      return List.copyOf(tools);
    }

    @Override
    public List<SourcePrompt> prompts() {
      return List.copyOf(prompts);
    }

    @Override
    public CompletionStage<PromptText> prompt(String name, Map<String, String> arguments) {
      if (arguments.containsValue("away"))
        return CompletableFuture.failedFuture(ToolFailure.notSent("no shelf", null));
      if (arguments.containsValue("bad"))
        return CompletableFuture.failedFuture(new SourceFailure("no such customer", null));
      return CompletableFuture.completedFuture(
          new PromptText(List.of(new PromptText.Message(false, name + arguments)), false));
    }

    @Override
    public CompletionStage<Void> ready() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public Optional<String> problem() {
      return Optional.empty();
    }

    @Override
    public List<String> refusals() {
      return List.of("bad: no schema");
    }

    @Override
    public Set<String> dependencies() {
      return Set.of("shelf:" + id);
    }

    @Override
    public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
      called.add(id + " " + call.tool());
      return CompletableFuture.completedFuture(
          ToolOutcome.of(ToolOutcome.Kind.SUCCEEDED, Json.NULL));
    }

    @Override
    public CompletionStage<Finding> lookUp(ToolCall call, ToolContext context) {
      called.add("look up " + id + " " + call.tool());
      return CompletableFuture.completedFuture(Finding.DID_NOT_HAPPEN);
    }

    @Override
    public CompletionStage<Finding> compensate(ToolCall call, ToolContext context) {
      called.add("undo " + id + " " + call.tool());
      return CompletableFuture.completedFuture(Finding.UNDONE);
    }

    @Override
    public CompletionStage<Void> probe(String dependency) {
      called.add("probe " + dependency);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
