package io.parley.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A test that failed is run once more, in the same JVM. Static initialisers do not run again: a
/// fixture of theirs that was closed after the first run fails the second.
class SecondRunTest {
  private static final Pattern CONSTANT =
      Pattern.compile("\\bstatic\\s+final\\s+[^;=(){}]+?\\b(\\w+)\\s*=");

  private static final Pattern AFTER_ALL =
      Pattern.compile(
          "@AfterAll\\s+static\\s+void\\s+\\w+\\([^)]*\\)[^{]*\\{(.*?)\\n  \\}", Pattern.DOTALL);

  @Test
  void a_fixture_that_is_closed_after_all_tests_is_made_before_all_tests() {
    var found = new ArrayList<String>();
    for (var file : Repository.files(".java"))
      for (var name : closedForGood(Repository.read(file)))
        found.add(Repository.nameOf(file) + ": " + name);
    assertThat(found)
        .as("constants that @AfterAll closes (expected: fixtures that @BeforeAll makes)")
        .isEmpty();
  }

  @Test
  void the_search_finds_a_closed_constant_and_accepts_a_fixture_of_each_run() {
    var source =
        """
        class Any {
          private static final List<String> NAMES = List.of();
          private static final HttpClient HTTP = HttpClient.newHttpClient();
          private static Program program;

          @AfterAll
          static void stop() {
            program.close();
            HTTP.close();
            NAMES.forEach(Any::forget);
          }
        }
        """;
    assertThat(closedForGood(source)).containsExactly("HTTP");
    assertThat(closedForGood(source.replace("    HTTP.close();\n", ""))).isEmpty();
  }

  private static List<String> closedForGood(String source) {
    if (!source.contains("@AfterAll")) return List.of();
    var code = JavaText.codeOf(source);
    var constants = CONSTANT.matcher(code).results().map(field -> field.group(1)).toList();
    return AFTER_ALL
        .matcher(code)
        .results()
        .map(method -> method.group(1))
        .flatMap(body -> constants.stream().filter(name -> closes(body, name)))
        .toList();
  }

  private static boolean closes(String body, String name) {
    return Pattern.compile(
            "\\b" + Pattern.quote(name) + "\\s*\\.\\s*(?:close|shutdown\\w*|stop|terminate)\\s*\\(")
        .matcher(body)
        .find();
  }
}
