package io.parley.core.agent;

import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.setting.Expect;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// An agent as an organisation writes it: one version, under the rules of the configuration's
/// agent. All else (the other prompts, limits, consent of tools) is the installation's.
///
/// The constructor throws [IllegalArgumentException] with a message that names the field and what
/// was expected, and repeats no text.
///
/// @param company the company that it speaks for, at most [#COMPANY_MAX] characters
/// @param presentation its appearance to customers, and its greeting
/// @param instructions its prompt, with the variables [#VARIABLES]; empty for the installation's
/// @param spokenInstructions further instructions when its words are spoken, with the same
///   variables; empty for the installation's
/// @param tools names of the tools that it may use
/// @param collections names of the collections of the knowledge base that it sees; empty: every one
/// @param model name of the organisation's own model that it uses; empty for the usual one
public record AgentContent(
    String company,
    AgentPresentation presentation,
    Optional<String> instructions,
    Optional<String> spokenInstructions,
    List<String> tools,
    Set<String> collections,
    Optional<String> model) {
  public static final int COMPANY_MAX = 200;

  /// The longest instructions, in UTF-16 units. They are a part of every prompt.
  public static final int INSTRUCTIONS_MAX = 20_000;

  public static final int LANGUAGES_MAX = 20;
  public static final int GREETING_MAX = 1_000;
  public static final int TITLE_MAX = 200;
  public static final int SUGGESTIONS_MAX = 8;
  public static final int SUGGESTION_MAX = 200;
  public static final int TOOLS_MAX = 100;
  public static final int COLLECTIONS_MAX = 100;
  /// As of [io.parley.core.model.own.OwnModelName], which this package must not know.
  public static final int MODEL_MAX = 40;

  /// Variables that instructions may use: the company, and today's date (ISO 8601).
  public static final Set<String> VARIABLES = Set.of("company", "today");

  private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private static final Pattern MODEL = Pattern.compile("[a-z0-9-]{1,%d}".formatted(MODEL_MAX));

  /// An agent that names no model.
  public AgentContent(
      String company,
      AgentPresentation presentation,
      Optional<String> instructions,
      Optional<String> spokenInstructions,
      List<String> tools,
      Set<String> collections) {
    this(
        company,
        presentation,
        instructions,
        spokenInstructions,
        tools,
        collections,
        Optional.empty());
  }

  public AgentContent {
    tools = List.copyOf(tools);
    collections = Set.copyOf(collections);
    length("company", company, COMPANY_MAX);
    check(presentation);
    instructions.ifPresent(text -> prompt("instructions", text));
    spokenInstructions.ifPresent(text -> prompt("spokenInstructions", text));
    Expect.that("tools", tools.size() <= TOOLS_MAX, "%d at most".formatted(TOOLS_MAX));
    Expect.that("tools", Set.copyOf(tools).size() == tools.size(), "each name once");
    for (var tool : tools) Expect.that("tools", TOOL.matcher(tool).matches(), TOOL.pattern());
    Expect.that(
        "collections",
        collections.size() <= COLLECTIONS_MAX,
        "%d at most".formatted(COLLECTIONS_MAX));
    for (var collection : collections)
      Expect.that(
          "collections",
          KnowledgeCollection.isName(collection),
          "names of small letters, digits and hyphens");
    model.ifPresent(name -> Expect.that("model", MODEL.matcher(name).matches(), MODEL.pattern()));
  }

  private static void check(AgentPresentation presentation) {
    Expect.that(
        "languages",
        presentation.texts().size() <= LANGUAGES_MAX,
        "%d at most".formatted(LANGUAGES_MAX));
    for (var texts : presentation.texts()) {
      var path = "texts." + texts.language() + ".";
      texts.greeting().ifPresent(greeting -> length(path + "greeting", greeting, GREETING_MAX));
      length(path + "title", texts.title(), TITLE_MAX);
      Expect.that(
          path + "suggestions",
          texts.suggestions().size() <= SUGGESTIONS_MAX,
          "%d at most".formatted(SUGGESTIONS_MAX));
      for (var suggestion : texts.suggestions())
        length(path + "suggestions", suggestion, SUGGESTION_MAX);
    }
  }

  private static void length(String name, String text, int max) {
    Expect.that(
        name,
        !text.isBlank() && text.length() <= max,
        "1 to %d characters, not all blank".formatted(max));
  }

  private static void prompt(String name, String text) {
    length(name, text, INSTRUCTIONS_MAX);
    Expect.that(
        name,
        VARIABLES.containsAll(new PromptTemplate(name, 1, text).variables()),
        "no variables but {{company}} and {{today}}");
  }

  /// The agent in full.
  ///
  /// @param base the installation's agent, for everything that an organisation does not write
  public AgentDefinition over(AgentDefinition base, AgentRef ref) {
    return new AgentDefinition(
        ref,
        company,
        presentation,
        template(instructions, ref, base.prompt()),
        template(spokenInstructions, ref, base.voicePrompt()),
        base.summaryPrompt(),
        base.memoryPrompt(),
        base.reflectionPrompt(),
        tools,
        collections,
        base.limits(),
        base.rateLimit(),
        model);
  }

  private static PromptTemplate template(
      Optional<String> own, AgentRef ref, PromptTemplate otherwise) {
    return own.map(text -> new PromptTemplate(otherwise.name() + "-own", ref.version(), text))
        .orElse(otherwise);
  }
}
