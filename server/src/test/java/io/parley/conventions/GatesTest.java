package io.parley.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every test is run by `mvn verify`, by `mvn verify -P full` or by `mvn verify -P faults`. The
/// latter two include the first one, and none runs a test twice.
class GatesTest {
  private static final Set<String> TAGS = Set.of("alone", "long", "faults");

  private static final Pattern TEST =
      Pattern.compile(
          "^ *@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\\b",
          Pattern.MULTILINE);

  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([^\"]*)\"\\)");
  private static final Pattern OF_A_CLASS = Pattern.compile("^" + TAG.pattern(), Pattern.MULTILINE);

  /// A test from its annotation to its name.
  private static final Pattern METHOD =
      Pattern.compile(
          "^ +@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\\b.*?\\bvoid"
              + " \\w+\\(",
          Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern NAME = Pattern.compile("\\w+(?=\\($)");

  private record Found(String module, String name, Set<String> tags) {
    int runs(Gate gate) {
      return name.contains("IT.") ? gate.runs(module, tags) : gate.runsUnit(module, tags);
    }

    static Found of(String module, String name, String tagged) {
      var tags = new TreeSet<String>();
      TAG.matcher(tagged).results().forEach(tag -> tags.add(tag.group(1)));
      return new Found(module, name, tags);
    }
  }

  private static List<Found> tests() {
    var found = new ArrayList<Found>();
    for (var file : Repository.files(".java")) {
      var path = Repository.ROOT.relativize(file);
      if (!path.toString().contains("/src/test/java/")) continue;
      var text = Repository.read(file);
      var ofClass = new StringBuilder();
      OF_A_CLASS.matcher(text).results().forEach(tag -> ofClass.append(tag.group()));
      METHOD
          .matcher(text)
          .results()
          .map(method -> method.group())
          .forEach(
              method -> {
                var name = NAME.matcher(method);
                if (!name.find()) throw new IllegalStateException("no name: " + method);
                var where = file.getFileName().toString().replace(".java", ".") + name.group();
                found.add(Found.of(path.getName(0).toString(), where, ofClass + method));
              });
    }
    return found;
  }

  @Test
  void test_classes_have_names_that_the_build_matches() {
    assertThat(Repository.files(".java"))
        .filteredOn(file -> file.toString().contains("/src/test/java/"))
        .filteredOn(file -> TEST.matcher(JavaText.codeOf(Repository.read(file))).find())
        .filteredOn(file -> !file.getFileName().toString().matches(".*(?:Test|IT)\\.java"))
        .map(Repository::nameOf)
        .as("classes with tests whose names end neither in Test nor in IT")
        .isEmpty();
  }

  @Test
  void tags_are_known_and_follow_the_test_annotation() {
    assertThat(tests()).hasSizeGreaterThan(1_000);
    assertThat(tests())
        .allSatisfy(test -> assertThat(TAGS).as(test.name()).containsAll(test.tags()));
    for (var file : Repository.files(".java")) {
      if (!file.toString().contains("/src/test/java/")) continue;
      var text = Repository.read(file);
      long inMethods =
          METHOD
              .matcher(text)
              .results()
              .mapToLong(m -> TAG.matcher(m.group()).results().count())
              .sum();
      long ofClass = OF_A_CLASS.matcher(text).results().count();
      long all =
          Pattern.compile("^ *" + TAG.pattern(), Pattern.MULTILINE).matcher(text).results().count();
      assertThat(inMethods + ofClass)
          .as("tags of classes and of tests in " + Repository.nameOf(file))
          .isEqualTo(all);
    }
  }

  @Test
  void every_test_runs_once_in_some_gate_and_longer_gates_include_verify() {
    var verify = new Gate("");
    var full = new Gate("full");
    var faults = new Gate("faults");
    for (var test : tests()) {
      int inVerify = test.runs(verify);
      int inFull = test.runs(full);
      int inFaults = test.runs(faults);
      assertThat(List.of(inVerify, inFull, inFaults)).as(test.name()).allMatch(runs -> runs <= 1);
      assertThat(inVerify + inFull + inFaults).as(test.name()).isPositive();
      assertThat(inFull).as(test.name()).isGreaterThanOrEqualTo(inVerify);
      assertThat(inFaults).as(test.name()).isGreaterThanOrEqualTo(inVerify);
    }
  }

  /// The hour is in the gate without a limit: `full` ends within an hour.
  @Test
  void hostile_texts_are_read_for_longer_in_full_and_for_an_hour_in_faults() {
    assertThat(new Gate("full").hostileSeconds())
        .isGreaterThan(new Gate("").hostileSeconds())
        .isLessThanOrEqualTo(30);
    assertThat(new Gate("faults").hostileSeconds()).isGreaterThanOrEqualTo(720);
  }

  @Test
  void the_gates_differ() {
    assertThat(new Gate("").runs("server", Set.of("long"))).isZero();
    assertThat(new Gate("full").runs("server", Set.of("long"))).isOne();
    assertThat(new Gate("full").runs("faults", Set.of("faults"))).isZero();
    assertThat(new Gate("faults").runs("faults", Set.of("faults"))).isOne();
    assertThat(new Gate("").runs("server", Set.of())).isOne();
    assertThat(new Gate("").runsUnit("tools", Set.of("long"))).isZero();
    assertThat(new Gate("full").runsUnit("tools", Set.of("long"))).isOne();
  }
}
