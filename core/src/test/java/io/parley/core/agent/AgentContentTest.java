package io.parley.core.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.limit.RateLimit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AgentContentTest {
  private static final Theme THEME = new Theme("#2f6f4f", "#7fd1a5");
  private static final AgentRef REF = new AgentRef("support", 1_001);

  private static final AgentDefinition BASE =
      new AgentDefinition(
          new AgentRef("support", 2),
          "The installation",
          presentation(Optional.empty(), "Title"),
          prompt("support-agent"),
          prompt("voice"),
          prompt("summary"),
          prompt("memory"),
          prompt("reflection"),
          List.of("kb.search"),
          Set.of("default"),
          new AgentLimits(2_000, 500, 5, 10, 0),
          new RateLimit(100, 100_000),
          Optional.empty());

  private static PromptTemplate prompt(String name) {
    return new PromptTemplate(name, 1, "of the installation");
  }

  private static AgentPresentation presentation(Optional<String> greeting, String title) {
    return new AgentPresentation(List.of(new Texts("en", greeting, title, List.of())), THEME);
  }

  private static AgentContent content(String company, AgentPresentation shown, String prompt) {
    return new AgentContent(
        company, shown, Optional.of(prompt), Optional.empty(), List.of("x.y"), Set.of());
  }

  private static AgentContent instructed(String prompt) {
    return content("Acme", presentation(Optional.of("Hello!"), "Title"), prompt);
  }

  @Test
  void what_an_organisation_does_not_write_is_the_installations() {
    var agent = instructed("You are {{company}} on {{today}}.").over(BASE, REF);
    assertThat(agent.ref()).isEqualTo(REF);
    assertThat(agent.company()).isEqualTo("Acme");
    assertThat(agent.prompt().render(Map.of("company", "Acme", "today", "2026-11-26")))
        .isEqualTo("You are Acme on 2026-11-26.");
    assertThat(agent.prompt().version()).isEqualTo(1_001);
    assertThat(agent.voicePrompt()).isEqualTo(BASE.voicePrompt());
    assertThat(agent.summaryPrompt()).isEqualTo(BASE.summaryPrompt());
    assertThat(agent.limits()).isEqualTo(BASE.limits());
    assertThat(agent.rateLimit()).isEqualTo(BASE.rateLimit());
    assertThat(agent.tools()).containsExactly("x.y");
    assertThat(agent.collections()).isEmpty();
    assertThat(agent.model()).isEmpty();
    assertThat(withModel("strong").over(BASE, REF).model()).contains("strong");
  }

  @Test
  void instructions_with_a_variable_that_has_no_value_are_refused() {
    assertThatThrownBy(() -> instructed("You are {{secret-name}}."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("instructions: ")
        .hasMessageContaining("expected: no variables but {{company}} and {{today}}")
        .hasMessageNotContaining("secret-name");
  }

  @Test
  void every_text_has_a_limit() {
    assertThat(instructed("a".repeat(AgentContent.INSTRUCTIONS_MAX)).instructions()).isPresent();
    refused("instructions", () -> instructed("a".repeat(AgentContent.INSTRUCTIONS_MAX + 1)));
    refused("instructions", () -> instructed(" "));
    var long200 = "a".repeat(AgentContent.TITLE_MAX + 1);
    refused("company", () -> content(long200, presentation(Optional.empty(), "Title"), "x"));
    refused("texts.en.title", () -> content("A", presentation(Optional.empty(), long200), "x"));
    var greeting = Optional.of("a".repeat(AgentContent.GREETING_MAX + 1));
    refused("texts.en.greeting", () -> content("A", presentation(greeting, "Title"), "x"));
    refused("tools", () -> withTools(IntStream.range(0, 101).mapToObj(i -> "t" + i).toList()));
    refused("tools", () -> withTools(List.of("no tool")));
    refused("tools", () -> withTools(List.of("twice", "twice")));
    refused("collections", () -> withCollections(Set.of("No Name")));
    refused("model", () -> withModel("No Name"));
    refused("model", () -> withModel("m".repeat(AgentContent.MODEL_MAX + 1)));
    refused(
        "texts.en.suggestions",
        () -> withSuggestions(Collections.nCopies(AgentContent.SUGGESTIONS_MAX + 1, "Where?")));
    refused("texts.en.suggestions", () -> withSuggestions(List.of("")));
  }

  private static AgentContent withTools(List<String> tools) {
    return new AgentContent(
        "A",
        presentation(Optional.empty(), "Title"),
        Optional.empty(),
        Optional.empty(),
        tools,
        Set.of());
  }

  private static AgentContent withCollections(Set<String> collections) {
    return new AgentContent(
        "A",
        presentation(Optional.empty(), "Title"),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        collections);
  }

  private static AgentContent withModel(String name) {
    return new AgentContent(
        "A",
        presentation(Optional.empty(), "Title"),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Set.of(),
        Optional.of(name));
  }

  private static AgentContent withSuggestions(List<String> suggestions) {
    var texts = new Texts("en", Optional.empty(), "Title", suggestions);
    return content("A", new AgentPresentation(List.of(texts), THEME), "x");
  }

  private static void refused(String field, ThrowingCallable making) {
    assertThatThrownBy(making)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(field + ": ")
        .hasMessageContaining("expected: ");
  }
}
