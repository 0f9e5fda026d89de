package io.parley.tools.agent;

import com.typesafe.config.Config;
import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.AgentVersions;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.limit.RateLimit;
import io.parley.core.setting.Expect;
import io.parley.core.tool.ApprovalRules;
import io.parley.outbound.setting.Section;
import io.parley.tools.prompt.PromptFiles;
import io.parley.tools.source.ApprovalSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Section `parley.agent`; see `reference.conf` for what each value does.
public record AgentSettings(
    AgentRef ref,
    String company,
    AgentPresentation presentation,
    List<String> tools,
    ApprovalRules approvals,
    Set<String> collections,
    AgentLimits limits,
    RateLimit rateLimit) {
  private static final String PATH = "parley.agent";

  public AgentSettings {
    Expect.notBlank(PATH + ".company", company);
    tools = List.copyOf(tools);
    collections = Set.copyOf(collections);
    for (var collection : collections)
      if (!KnowledgeCollection.isName(collection))
        throw Expect.wrong(
            PATH + ".collections", collection, "names of small letters, digits and hyphens");
  }

  /// @param config the whole configuration
  public static AgentSettings from(Config config) {
    var section = Section.of(config, PATH);
    var limits = section.section("limits");
    return new AgentSettings(
        ref(section),
        section.text("company"),
        PresentationSettings.from(section),
        section.texts("tools"),
        ApprovalSettings.from(section),
        Set.copyOf(section.texts("collections")),
        new AgentLimits(
            atLeastOne(limits, "history-tokens"),
            atLeastOne(limits, "output-tokens"),
            atLeastOne(limits, "tool-calls-per-turn"),
            atLeastOne(limits, "waiting-messages"),
            atLeastNone(limits, "memory-tokens")),
        new RateLimit(
            atLeastOne(limits, "turns-per-minute"), atLeastOne(limits, "tokens-per-hour")));
  }

  AgentDefinition definition() {
    return new AgentDefinition(
        ref,
        company,
        presentation,
        PromptFiles.supportAgent(),
        PromptFiles.voice(),
        PromptFiles.summary(),
        PromptFiles.memory(),
        PromptFiles.reflection(),
        tools,
        collections,
        limits,
        rateLimit,
        Optional.empty());
  }

  private static AgentRef ref(Section section) {
    var id = section.text("id");
    int version = section.integer("version");
    Expect.between(section.name("version"), version, 1, AgentVersions.OF_FILE_MAX);
    try {
      return new AgentRef(id, version);
    } catch (IllegalArgumentException e) {
      throw Expect.wrong(section.name("id"), id, "1 to 64 small letters, digits and hyphens");
    }
  }

  private static int atLeastNone(Section section, String key) {
    int value = section.integer(key);
    Expect.atLeast(section.name(key), value, 0);
    return value;
  }

  private static int atLeastOne(Section section, String key) {
    int value = section.integer(key);
    Expect.atLeast(section.name(key), value, 1);
    return value;
  }
}
