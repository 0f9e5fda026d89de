package io.parley.tools.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.tool.Json;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import io.parley.tools.mcp.McpSettings.ApprovalOf;
import io.parley.tools.mcp.client.ArgumentCheck;
import io.parley.tools.mcp.client.ToolDefinition;
import io.parley.tools.mcp.client.ToolDefinition.Hints;
import io.parley.tools.mcp.client.ToolList;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a server offers now, under the names and on the terms of this program.
final class Offer {
  static final Offer NOTHING = new Offer(Map.of());

  private static final int NAME_MAX = 64;
  private static final int HASH_DIGITS = 6;

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
      var name = name(settings.name(), tool.name());
      if (entries.containsKey(name)) name = hashed(name, tool.name());
      entries.put(
          name, new Entry(spec(name, tool, settings), Optional.of(tool), ArgumentCheck.of(tool)));
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
    return new ToolSpec(
        name,
        tool.title().orElse(tool.name()),
        tool.description(),
        new Json(tool.inputSchema().toString()),
        policy(hints),
        needsApproval(hints, settings.approval()),
        settings.deadline(),
        settings.dependency(),
        settings.personal());
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

  /// `source.tool`, of characters that all providers of models take once the dot is replaced; a
  /// long name ends in digits that tell it from others.
  static String name(String source, String tool) {
    var name = source + "." + tool.replaceAll("[^a-zA-Z0-9_.-]", "_");
    return name.length() > NAME_MAX ? hashed(name, tool) : name;
  }

  private static String hashed(String name, String tool) {
    var end = "_" + digits(tool);
    return name.substring(0, Math.min(name.length(), NAME_MAX - end.length())) + end;
  }

  private static String digits(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
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
