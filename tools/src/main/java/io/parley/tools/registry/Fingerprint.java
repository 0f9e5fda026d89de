package io.parley.tools.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.parley.core.tool.ToolSpec;
import io.parley.tools.json.Jackson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
    form.set("parameters", Jackson.tree(spec.parameters()));
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(
              digest.digest(SORTED.writeValueAsString(form).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException("a tool has no fingerprint", e);
    }
  }
}
