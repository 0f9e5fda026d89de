package io.parley.tools.builtin;

import io.parley.core.knowledge.Knowledge;
import io.parley.core.support.Orders;
import io.parley.core.support.Tickets;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.tools.json.Jackson;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// `kb.search`, `fetch_status` and `create_ticket` over core's ports. The package page tells what
/// their results look like. Dependencies: `knowledge`, `orders`, `tickets`.
///
/// All three may be repeated under their key: two have no effect, and the port of tickets promises
/// one ticket for each key.
public final class BuiltinTools implements Tools {
  private final Map<String, Entry> tools = new LinkedHashMap<>();

  private record Entry(Tool tool, Parameters parameters) {}

  /// @param clock tells whether an order is late
  public BuiltinTools(
      Knowledge knowledge,
      Tickets tickets,
      Orders orders,
      BuiltinSettings settings,
      InstantSource clock) {
    var search = Parameters.of("kb.search");
    var status = Parameters.of("fetch_status");
    var ticket = Parameters.of("create_ticket");
    add(new KbSearch(knowledge, settings, search), search);
    add(new FetchStatus(orders, tickets, settings, clock, status), status);
    add(new CreateTicket(tickets, settings, ticket), ticket);
  }

  @Override
  public List<ToolSpec> specs() {
    return tools.values().stream().map(entry -> entry.tool().spec()).toList();
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    var entry = tools.get(call.tool());
    if (entry == null) return CompletableFuture.completedFuture(unknown(call.tool()));
    var problems = entry.parameters().problems(call.arguments());
    return problems.isEmpty()
        ? entry.tool().call(Jackson.tree(call.arguments()), context)
        : CompletableFuture.completedFuture(entry.parameters().rejected(problems));
  }

  @Override
  public CompletionStage<Void> probe(String dependency) {
    var asked =
        tools.values().stream()
            .map(Entry::tool)
            .filter(tool -> tool.spec().dependency().equals(dependency))
            .map(tool -> tool.probe().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return asked.length == 0
        ? CompletableFuture.failedFuture(
            new IllegalArgumentException(
                "dependency %s (expected: one that a tool leans on)".formatted(dependency)))
        : CompletableFuture.allOf(asked);
  }

  private ToolOutcome unknown(String name) {
    var result = Jackson.object();
    result.put("error", "there is no tool " + name);
    var expected = result.putArray("expected");
    tools.keySet().forEach(expected::add);
    return ToolOutcome.of(ToolOutcome.Kind.REJECTED, Jackson.json(result));
  }

  private void add(Tool tool, Parameters parameters) {
    tools.put(tool.spec().name(), new Entry(tool, parameters));
  }
}
