package io.parley.tools.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.agent.PromptTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every prompt file against `PROMPTS.md`.
class PromptFilesTest {
  private static final Path FILES = Path.of("src/main/resources/prompts");
  private static final Path DOCUMENT = Path.of("..", "PROMPTS.md");
  private static final Pattern FILE = Pattern.compile("([a-z-]+)\\.v(\\d+)\\.md");
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([a-z-]+)\\s*}}");
  private static final Pattern ROW =
      Pattern.compile("^\\| `\\{\\{([a-z-]+)}}` \\| .+ \\| (.+) \\|$", Pattern.MULTILINE);
  private static final Pattern EXAMPLE =
      Pattern.compile("^```\n(.+?)\n```$", Pattern.MULTILINE | Pattern.DOTALL);

  static List<String> files() throws IOException {
    try (var files = Files.list(FILES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void the_prompts_of_the_agent_are_there() throws IOException {
    assertThat(files())
        .contains(
            "support-agent.v1.md",
            "support-agent.v2.md",
            "voice.v1.md",
            "voice.v2.md",
            "voice.v3.md",
            "summary.v1.md",
            "proposal.v1.md",
            "memory.v1.md",
            "reflection.v1.md");
    assertThat(PromptFiles.voice().name()).isEqualTo("voice");
    assertThat(PromptFiles.supportAgent().name()).isEqualTo("support-agent");
    assertThat(PromptFiles.summary().version()).isEqualTo(1);
    assertThat(PromptFiles.proposal().name()).isEqualTo("proposal");
    assertThat(PromptFiles.memory().name()).isEqualTo("memory");
    assertThat(PromptFiles.reflection().name()).isEqualTo("reflection");
  }

  @ParameterizedTest
  @MethodSource("files")
  void each_is_documented_with_its_variables(String file) throws IOException {
    var used = VARIABLE.matcher(template(file).text()).results().map(m -> m.group(1)).toList();
    assertThat(values(file).keySet())
        .as("variables of %s in PROMPTS.md", file)
        .hasSameElementsAs(used);
  }

  @ParameterizedTest
  @MethodSource("files")
  void each_renders_as_its_example_shows(String file) throws IOException {
    var rendered = template(file).render(values(file));
    var example = EXAMPLE.matcher(section(file)).results().findFirst().orElseThrow().group(1);
    assertThat(rendered).startsWith(example).doesNotContain("{{", "}}");
  }

  @ParameterizedTest
  @MethodSource("files")
  void each_refuses_to_be_rendered_without_a_value(String file) throws IOException {
    var values = new TreeMap<>(values(file));
    values.remove("company");
    assertThatThrownBy(() -> template(file).render(values))
        .hasMessageContaining("no value for {{company}}");
  }

  @Test
  void a_value_is_inserted_unchanged() {
    var values = Map.of("company", "A$1 \\ {{today}}", "today", "2026-11-21");
    assertThat(PromptFiles.supportAgent().render(values))
        .startsWith("You are the support assistant of A$1 \\ {{today}}.");
  }

  @Test
  void the_instructions_contain_only_the_company_and_the_day_as_values() {
    assertThat(VARIABLE.matcher(PromptFiles.supportAgent().text()).results().map(m -> m.group(1)))
        .containsOnly("company", "today");
  }

  @Test
  void a_missing_prompt_fails_with_a_message() {
    assertThatThrownBy(() -> PromptFiles.load("nobody", 7))
        .hasMessage("prompt: /prompts/nobody.v7.md (expected: a resource on the class path)");
  }

  private static PromptTemplate template(String file) {
    var name = FILE.matcher(file);
    assertThat(name.matches()).as("%s (expected: NAME.vN.md)", file).isTrue();
    return PromptFiles.load(name.group(1), Integer.parseInt(name.group(2)));
  }

  private static Map<String, String> values(String file) throws IOException {
    var values = new TreeMap<String, String>();
    ROW.matcher(section(file)).results().forEach(row -> values.put(row.group(1), row.group(2)));
    return values;
  }

  private static String section(String file) throws IOException {
    var document = Files.readString(DOCUMENT);
    var heading = "## `" + file + "`\n";
    int from = document.indexOf(heading);
    assertThat(from).as("a section %s in PROMPTS.md", file).isNotNegative();
    int to = document.indexOf("\n## ", from + 1);
    return document.substring(from, to < 0 ? document.length() : to);
  }
}
