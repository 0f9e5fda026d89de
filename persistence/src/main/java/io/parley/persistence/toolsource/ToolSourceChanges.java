package io.parley.persistence.toolsource;

import io.parley.core.audit.Change;
import io.parley.core.tool.source.ToolSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Changes of tool sources for the audit trail. Settings may hold secrets: of them it says only
/// whether they were changed.
final class ToolSourceChanges {
  private ToolSourceChanges() {}

  static Change stored(Optional<ToolSource> before, ToolSource now) {
    var after = fields(now);
    if (before.isPresent() && !before.get().settings().isSameValue(now.settings()))
      after.put("settings", "changed");
    return Change.of(
        "tool-source-stored",
        target(now.name()),
        before.map(ToolSourceChanges::fields).orElseGet(TreeMap::new),
        after);
  }

  static Change deleted(ToolSource source) {
    return Change.gone("tool-source-deleted", target(source.name()), fields(source));
  }

  /// @param tools fingerprints by name
  static Change approved(String source, Map<String, String> tools) {
    return Change.made("tools-approved", target(source), tools);
  }

  private static String target(String name) {
    return "tool-source:" + name;
  }

  private static SortedMap<String, String> fields(ToolSource source) {
    var fields = new TreeMap<String, String>();
    fields.put("kind", source.kind());
    fields.put("agents", String.join(",", source.agents()));
    fields.put("allow", String.join(",", source.allow()));
    source.approvals().texts().forEach((tool, rule) -> fields.put("approval " + tool, rule));
    source.limits().texts().forEach((tool, limit) -> fields.put("limit " + tool, limit));
    return fields;
  }
}
