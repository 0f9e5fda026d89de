package io.parley.tools.mcp;

import io.parley.core.tool.Json;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.McpSettings.ApprovalOf;
import io.parley.tools.mcp.client.ToolDefinition;
import io.parley.tools.mcp.client.ToolDefinition.Hints;
import io.parley.tools.mcp.client.ToolList;
import io.parley.tools.source.ArgumentCheck;
import io.parley.tools.source.RefusedTool;
import io.parley.tools.source.ToolName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server's present offer, under the names and on the terms of this program.
final class Offer {
  static final Offer NOTHING = new Offer(Map.of());

  private final Map<String, Entry> entries;
  private final List<ToolSpec> specs;

  /// @param definition empty for the tools that this program adds
  record Entry(ToolSpec spec, Optional<ToolDefinition> definition, ArgumentCheck check) {}

  private Offer(Map<String, Entry> entries) {
    this.entries = entries;
    this.specs = entries.values().stream().map(Entry::spec).toList();
  }

  static Offer of(ToolList list, boolean withResources, McpSettings settings) {
    var entries = new LinkedHashMap<String, Entry>();
    for (var tool : list.tools()) {
      var name = ToolName.of(settings.name(), tool.name());
      if (entries.containsKey(name)) name = ToolName.hashed(name, tool.name());
      entries.put(name, new Entry(spec(name, tool, settings), Optional.of(tool), check(tool)));
    }
    if (withResources)
      for (var added : ResourceTools.of(settings)) entries.putIfAbsent(added.spec().name(), added);
    return new Offer(entries);
  }

  List<ToolSpec> specs() {
    return specs;
  }

  Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  private static ToolSpec spec(String name, ToolDefinition tool, McpSettings settings) {
    var hints = settings.trusted() ? tool.hints() : new Hints(false, true, false);
    var spec =
        new ToolSpec(
            name,
            tool.title().orElse(tool.name()),
            tool.description(),
            new Json(tool.inputSchema().toString()),
            policy(hints),
            needsApproval(hints, settings.approval()),
            settings.deadline(),
            settings.dependency(),
            settings.personal());
    return spec.destructive(hints.destructive());
  }

  static ArgumentCheck check(ToolDefinition tool) {
    try {
      return ArgumentCheck.of(tool.inputSchema());
    } catch (RefusedTool e) {
      throw new IllegalStateException("the schema of an accepted tool is refused", e);
    }
  }

  static ToolPolicy policy(Hints hints) {
    if (hints.readOnly()) return ToolPolicy.READ_ONLY;
    return hints.idempotent() ? ToolPolicy.RETRY_WITH_KEY : ToolPolicy.ASK_HUMAN;
  }

  static boolean needsApproval(Hints hints, ApprovalOf rule) {
    return switch (rule) {
      case NEVER -> false;
      case DESTRUCTIVE -> hints.destructive();
      case ALWAYS -> true;
    };
  }

  /// An error with the names that exist.
  Json unknown(String tool) {
    var result = Jackson.object();
    result.put("error", "there is no tool " + tool);
    var names = result.putArray("expected");
    entries.keySet().forEach(names::add);
    return Jackson.json(result);
  }
}
