package io.parley.tools.agent;

import com.typesafe.config.Config;
import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentRef;
import io.parley.core.limit.RateLimit;
import io.parley.tools.prompt.PromptFiles;
import java.util.List;
import java.util.Optional;

/// Section `parley.agent`; see `reference.conf` for what each value does.
public record AgentSettings(
    AgentRef ref,
    String company,
    Optional<String> greeting,
    List<String> tools,
    AgentLimits limits,
    RateLimit rateLimit) {
  private static final String ROOT = "parley.agent";

  public AgentSettings {
    tools = List.copyOf(tools);
    if (company.isBlank())
      throw new IllegalArgumentException(ROOT + ".company: '' (expected: a name)");
  }

  /// @param config the whole configuration
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static AgentSettings from(Config config) {
    var c = config.getConfig(ROOT);
    var greeting = c.getString("greeting");
    return new AgentSettings(
        ref(c.getString("id"), c.getInt("version")),
        c.getString("company"),
        greeting.isBlank() ? Optional.empty() : Optional.of(greeting),
        c.getStringList("tools"),
        new AgentLimits(
            atLeastOne(c, "limits.history-tokens"),
            atLeastOne(c, "limits.output-tokens"),
            atLeastOne(c, "limits.tool-calls-per-turn"),
            atLeastOne(c, "limits.waiting-messages")),
        new RateLimit(
            atLeastOne(c, "limits.turns-per-minute"), atLeastOne(c, "limits.tokens-per-hour")));
  }

  /// The same agent with another rate limit.
  public AgentSettings with(RateLimit other) {
    return new AgentSettings(ref, company, greeting, tools, limits, other);
  }

  AgentDefinition definition() {
    return new AgentDefinition(
        ref,
        company,
        greeting,
        PromptFiles.supportAgent(),
        PromptFiles.summary(),
        tools,
        limits,
        rateLimit);
  }

  private static AgentRef ref(String id, int version) {
    try {
      return new AgentRef(id, version);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(ROOT + ".id, .version: " + e.getMessage(), e);
    }
  }

  private static int atLeastOne(Config c, String key) {
    int value = c.getInt(key);
    if (value < 1)
      throw new IllegalArgumentException("%s.%s: %d (expected: ≥ 1)".formatted(ROOT, key, value));
    return value;
  }
}
