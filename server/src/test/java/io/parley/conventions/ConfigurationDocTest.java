package io.parley.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Compares `docs/CONFIGURATION.md` with the real configuration: every key under `parley` in every
/// module's files, its default, and the variable that sets it. Each failure shows the expected
/// rows.
class ConfigurationDocTest {
  private static final String DOCUMENT =
      Repository.read(Repository.ROOT.resolve("docs/CONFIGURATION.md"));

  /// key, default, variable (may be empty), meaning
  private static final Pattern KEY_ROW =
      Pattern.compile(
          "^\\| `(parley\\.[^`]+)` \\| `([^`]*)` \\| (?:`([A-Z0-9_]+)` )?\\| (.+) \\|$",
          Pattern.MULTILINE);

  private static final Pattern VARIABLE_ROW =
      Pattern.compile("^\\| `([A-Z][A-Z0-9_]+)` \\| (.+) \\|$", Pattern.MULTILINE);

  private static final Pattern VARIABLE = Pattern.compile("\\bPARLEY_[A-Z0-9_]*[A-Z0-9]\\b");
  private static final Pattern VARIABLE_READ =
      Pattern.compile("\\.put\\(\"([A-Z0-9_]+)\", \"(parley\\.[^\"]+)\"\\)");

  private static final String SET_BY = "set by ";

  @Test
  void every_key_is_in_the_table_with_its_default_and_its_variable() {
    assertThat(rows(documented()))
        .as("rows of docs/CONFIGURATION.md: missing and superfluous ones")
        .containsExactlyInAnyOrderElementsOf(rows(configured()));
  }

  @Test
  void no_key_is_in_the_table_twice() {
    assertThat(KEY_ROW.matcher(DOCUMENT).results().map(row -> row.group(1)))
        .doesNotHaveDuplicates();
  }

  @Test
  void every_variable_of_the_launcher_and_the_program_is_named() {
    var used = new TreeSet<String>();
    Stream.concat(
            Stream.of(Repository.ROOT.resolve("parley")),
            Repository.files(".java", ".conf").stream()
                .filter(file -> file.toString().contains("/src/main/")))
        .forEach(
            file ->
                VARIABLE
                    .matcher(Repository.read(file))
                    .results()
                    .forEach(match -> used.add(match.group())));
    var named = new TreeSet<String>();
    documented().values().forEach(setting -> named.add(setting.variable()));
    VARIABLE_ROW.matcher(DOCUMENT).results().forEach(row -> named.add(row.group(1)));
    named.removeIf(name -> !VARIABLE.matcher(name).matches());
    assertThat(named).isEqualTo(used);
  }

  @Test
  void the_program_reads_the_same_variables_as_the_files_name() {
    var read = new TreeMap<String, String>();
    VARIABLE_READ
        .matcher(
            Repository.read(
                Repository.ROOT.resolve(
                    "server/src/main/java/io/parley/server/EnvironmentNames.java")))
        .results()
        .forEach(match -> read.put(match.group(2), match.group(1)));
    var named = new TreeMap<String, String>();
    configured()
        .forEach(
            (key, setting) -> {
              if (!setting.variable().isEmpty()) named.put(key, setting.variable());
            });
    assertThat(read).isEqualTo(named);
  }

  /// Recorded lists are only added, never edited: a file of an earlier release still works.
  @Test
  void settings_and_variables_of_earlier_releases_are_still_there() {
    var now = documented();
    var recorded =
        Repository.files(".txt").stream()
            .filter(file -> file.toString().contains("/src/test/resources/settings/"))
            .toList();
    assertThat(recorded).isNotEmpty();
    for (var file : recorded)
      for (var line : Repository.read(file).lines().toList()) {
        var words = line.split(" ", -1);
        assertThat(now).as(Repository.nameOf(file)).containsKey(words[0]);
        if (words.length > 1)
          assertThat(now.get(words[0]).variable()).as(words[0]).isEqualTo(words[1]);
      }
  }

  private record Setting(String byDefault, String variable) {}

  private static List<String> rows(Map<String, Setting> settings) {
    return settings.entrySet().stream()
        .map(
            entry ->
                "| `%s` | `%s` | %s| … |"
                    .formatted(
                        entry.getKey(),
                        entry.getValue().byDefault(),
                        entry.getValue().variable().isEmpty()
                            ? ""
                            : "`" + entry.getValue().variable() + "` "))
        .toList();
  }

  private static Map<String, Setting> documented() {
    return KEY_ROW
        .matcher(DOCUMENT)
        .results()
        .collect(
            Collectors.toMap(
                row -> row.group(1),
                row -> new Setting(row.group(2), row.group(3) == null ? "" : row.group(3)),
                (first, _) -> first,
                TreeMap::new));
  }

  private static Map<String, Setting> configured() {
    var all = all();
    var defaults = leaves(all.resolve(ConfigResolveOptions.noSystem()));
    // this resolution's environment answers every variable with the variable's name
    var fromVariables =
        leaves(all.resolve(ConfigResolveOptions.noSystem().appendResolver(new NamesItself())));
    var settings = new TreeMap<String, Setting>();
    fromVariables.forEach(
        (key, value) -> {
          var text = text(value);
          settings.put(
              key,
              new Setting(
                  defaults.containsKey(key) ? text(defaults.get(key)) : "",
                  text.startsWith(SET_BY) ? text.substring(SET_BY.length()) : ""));
        });
    return settings;
  }

  /// The configuration files of all modules, the program's own over the modules' defaults. Files of
  /// tests have other names.
  private static Config all() {
    var config = ConfigFactory.parseResources("application.conf");
    for (var name :
        Repository.files(".conf").stream()
            .filter(file -> file.toString().contains("/src/main/resources/parley-"))
            .map(file -> file.getFileName().toString())
            .toList()) config = config.withFallback(ConfigFactory.parseResources(name));
    return config.withFallback(ConfigFactory.parseResources("reference.conf"));
  }

  private static Map<String, ConfigValue> leaves(Config config) {
    var leaves = new TreeMap<String, ConfigValue>();
    collect("parley", config.getObject("parley"), leaves);
    return leaves;
  }

  private static void collect(String path, ConfigValue value, Map<String, ConfigValue> leaves) {
    if (value instanceof ConfigObject object && !object.isEmpty())
      object.forEach((name, inner) -> collect(path + "." + name, inner, leaves));
    else leaves.put(path, value);
  }

  private static String text(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING && !value.unwrapped().equals("")
        ? value.unwrapped().toString()
        : value.render(ConfigRenderOptions.concise());
  }

  private static final class NamesItself implements ConfigResolver {
    @Override
    public ConfigValue lookup(String path) {
      return path.matches("[A-Z][A-Z0-9_]+") ? ConfigValueFactory.fromAnyRef(SET_BY + path) : null;
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }
  }
}
