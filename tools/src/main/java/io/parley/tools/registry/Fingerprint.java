package io.parley.tools.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.text.Sha256;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.source.SourcePrompt;
import io.parley.tools.json.Jackson;

/// The fingerprint of a tool: of all that the model and people read about it, and of what happens
/// when its answer is lost. White space and the order of fields in its schema do not count.
final class Fingerprint {
  private static final JsonMapper SORTED =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private Fingerprint() {}

  static String of(ToolSpec spec) {
    var form =
        SORTED
            .createObjectNode()
            .put("name", spec.name())
            .put("label", spec.label())
            .put("description", spec.description())
            .put("policy", spec.policy().name())
            .put("approval", spec.approval());
    // where nothing else of the form says that it is risky; others keep their earlier fingerprint
    if (spec.destructive() && !spec.approval() && spec.policy() == ToolPolicy.RETRY_WITH_KEY)
      form.put("destructive", true);
    form.set("parameters", Jackson.tree(spec.parameters()));
    return of(form);
  }

  /// Of all that people read about a prompt.
  static String of(SourcePrompt prompt) {
    var form =
        SORTED
            .createObjectNode()
            .put("name", prompt.name())
            .put("title", prompt.title())
            .put("description", prompt.description());
    var arguments = form.putArray("arguments");
    for (var argument : prompt.arguments())
      arguments
          .addObject()
          .put("name", argument.name())
          .put("title", argument.title())
          .put("description", argument.description())
          .put("required", argument.required());
    return of(form);
  }

  private static String of(ObjectNode form) {
    try {
      return Sha256.hex(SORTED.writeValueAsString(form));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tool has no fingerprint", e);
    }
  }
}
