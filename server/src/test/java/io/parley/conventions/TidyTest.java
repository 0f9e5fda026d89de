package io.parley.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Rules of style that a text search can check. Each test lists all violations.
class TidyTest {
  private static final int LINES_MAX = 400;
  private static final long BYTES_MAX = 5L << 20;

  private static final Pattern BANNED_TYPE =
      Pattern.compile(
          "\\b(?:class|record|interface|enum)\\s+"
              + "(\\w+(?:Manager|Helper|Utils?|Impl)|(?:Abstract|Base)[A-Z]\\w*)\\b");

  private static final Map<String, Pattern> BANNED_CODE =
      Map.of(
          "sleeps",
              Pattern.compile(
                  "\\bThread\\s*\\.\\s*sleep\\s*\\(|\\bTimeUnit\\.[A-Z]+\\.sleep\\s*\\("),
          "prints a stack trace", Pattern.compile("\\.printStackTrace\\s*\\("),
          "mocks", Pattern.compile("\\bimport\\s+(?:static\\s+)?org\\.(?:mockito|easymock)\\b"),
          "switches a test off", Pattern.compile("@Disabled\\b"),
          "swallows",
              Pattern.compile(
                  "\\bcatch\\s*\\([^)]*\\b(?:ignored?|ignore)\\s*\\)|\\bcatch\\s*\\([^)]*\\)\\s*\\{\\s*\\}"));

  /// The code of all files, for each of the patterns.
  private static final Map<Path, String> CODE = code();

  /// Split, so that this file does not match itself. In quotes the three letters are a currency
  /// code (ISO 4217: no currency).
  private static final Pattern LEFT_OPEN =
      Pattern.compile(
          "\\b(?:TO" + "DO|FIX" + "ME|HA" + "CK)\\b|(?<![\"`'])\\bXX" + "X\\b(?![\"`'])");

  /// A link's target in Markdown, up to a title or the closing bracket.
  private static final Pattern LINK = Pattern.compile("\\]\\(<?([^)\\s>]+)");

  private static final Pattern FENCED =
      Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);

  /// Hosts of package registries: readers configure their own.
  private static final Pattern REGISTRY =
      Pattern.compile(
          "repo1?\\.maven\\.(?:apache\\.)?org|central\\.sonatype\\.|registry\\.(?:npm|yarn)"
              + "|(?:deb|archive|security)\\.(?:debian|ubuntu)\\.|plugins\\.gradle\\.org");

  @Test
  void no_source_file_has_more_than_400_lines() {
    assertThat(Repository.files(".java", ".js", ".mjs", ".css", ".html"))
        .filteredOn(file -> Repository.read(file).lines().count() > LINES_MAX)
        .map(Repository::nameOf)
        .as("files over %d lines", LINES_MAX)
        .isEmpty();
  }

  /// Prints the structure of the main code to the build's output: file sizes by module and imports
  /// between packages.
  @Test
  void file_sizes_and_package_imports_are_printed() {
    var sizes = FileSizes.read();
    var imports = ImportGraph.read();
    System.out.printf("%s%n%n%s%n", sizes, imports);
    assertThat(sizes.modules())
        .isEqualTo(imports.modules())
        .contains("core", "http", "operations", "server");
  }

  @Test
  void type_names_state_a_role_or_a_technology() {
    assertThat(offenders(BANNED_TYPE))
        .as(
            "types named Manager, Helper, Util, Impl, Abstract… or Base…: name the role or the"
                + " technology")
        .isEmpty();
  }

  @Test
  void code_does_not_sleep_print_stack_traces_mock_or_swallow_exceptions() {
    BANNED_CODE.forEach((what, pattern) -> assertThat(offenders(pattern)).as(what).isEmpty());
  }

  @Test
  void no_file_contains_a_note_to_self() {
    var found = new ArrayList<String>();
    for (var file : Repository.files()) {
      Repository.readIfText(file)
          .filter(text -> LEFT_OPEN.matcher(text).find())
          .ifPresent(_ -> found.add(Repository.nameOf(file)));
    }
    assertThat(found).as("files that contain a note to self").isEmpty();
  }

  @Test
  void every_package_has_a_description() {
    var packages = new TreeSet<Path>();
    for (var file : Repository.files(".java")) {
      if (file.toString().contains("/src/main/java/")) {
        packages.add(file.getParent());
      }
    }
    assertThat(packages)
        .filteredOn(directory -> !isDescribed(directory.resolve("package-info.java")))
        .map(Repository::nameOf)
        .as("packages without a package-info.java in /// Markdown")
        .isEmpty();
  }

  @Test
  void links_in_documents_have_existing_targets() {
    var broken = new ArrayList<String>();
    for (var file : Repository.files(".md")) {
      if (file.toString().contains("/resources/")) {
        continue; // pages of the program: their links are URLs, not files
      }
      var text = FENCED.matcher(Repository.read(file)).replaceAll("");
      LINK.matcher(text)
          .results()
          .map(match -> match.group(1))
          .filter(target -> !target.contains(":") && !target.startsWith("#"))
          .filter(target -> !Files.exists(file.resolveSibling(target.split("#", 2)[0])))
          .forEach(target -> broken.add(Repository.nameOf(file) + " -> " + target));
    }
    assertThat(broken).as("links to missing files").isEmpty();
  }

  @Test
  void no_file_names_a_package_registry() {
    var found = new ArrayList<String>();
    for (var file : Repository.files()) {
      Repository.readIfText(file)
          .filter(text -> REGISTRY.matcher(text).find())
          .ifPresent(_ -> found.add(Repository.nameOf(file)));
    }
    assertThat(found).as("files that name a registry's host").isEmpty();
  }

  @Test
  void no_file_is_larger_than_5_mib() throws IOException {
    var big = new ArrayList<String>();
    for (var file : Repository.files()) {
      if (Files.size(file) > BYTES_MAX) {
        big.add(Repository.nameOf(file));
      }
    }
    assertThat(big).as("files over %d bytes", BYTES_MAX).isEmpty();
  }

  @Test
  void the_search_ignores_comments_and_literals() {
    var source =
        "String s = \"catch (X e) {}\"; // catch (X e) {}\n/* a */ try {} catch (X e) { }\n";
    assertThat(BANNED_CODE.get("swallows").matcher(JavaText.codeOf(source)).results()).hasSize(1);
    assertThat(JavaText.codeOf(source)).hasSameSizeAs(source);
  }

  private static boolean isDescribed(Path packageInfo) {
    return Files.exists(packageInfo) && Repository.read(packageInfo).contains("/// ");
  }

  /// `file:line: what matched`, in the code of all Java sources, tests included.
  private static List<String> offenders(Pattern pattern) {
    var found = new ArrayList<String>();
    CODE.forEach(
        (file, text) ->
            pattern
                .matcher(text)
                .results()
                .forEach(
                    match ->
                        found.add(
                            "%s:%d: %s"
                                .formatted(
                                    Repository.nameOf(file),
                                    JavaText.lineOf(text, match.start()),
                                    match.group()))));
    return found;
  }

  private static Map<Path, String> code() {
    var code = new TreeMap<Path, String>();
    for (var file : Repository.files(".java"))
      code.put(file, JavaText.codeOf(Repository.read(file)));
    return code;
  }
}
