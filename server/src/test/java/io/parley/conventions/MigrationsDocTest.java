package io.parley.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// docs/UPGRADING.md names the last migration, and the numbers that no migration has: an operator
/// who misses one in the schema's history must not look for it.
class MigrationsDocTest {
  private static final Pattern FILE = Pattern.compile("V(\\d+)__\\w+\\.sql");
  private static final Pattern LAST = Pattern.compile("\\| V1 to V(\\d+) \\|");
  private static final Pattern UNUSED = Pattern.compile("(?:V\\d+(?:, | and ))+V\\d+ do not exist");
  private static final Pattern NUMBER = Pattern.compile("V(\\d+)");

  private static NavigableSet<Integer> migrations() {
    return Repository.files(".sql").stream()
        .filter(file -> file.getParent().endsWith("db/migration"))
        .map(file -> FILE.matcher(file.getFileName().toString()))
        .filter(Matcher::matches)
        .map(name -> Integer.valueOf(name.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String guide() {
    return Repository.read(Repository.ROOT.resolve("docs/UPGRADING.md"));
  }

  private static List<Integer> named(Pattern sentence) {
    var found = sentence.matcher(guide());
    assertThat(found.find()).as("UPGRADING has %s", sentence).isTrue();
    return NUMBER
        .matcher(found.group())
        .results()
        .map(each -> Integer.valueOf(each.group(1)))
        .toList();
  }

  @Test
  void upgrading_names_the_last_migration_and_the_numbers_that_none_has() {
    var migrations = migrations();
    assertThat(named(LAST)).last().isEqualTo(migrations.last());
    var unused =
        IntStream.rangeClosed(1, migrations.last())
            .boxed()
            .filter(number -> !migrations.contains(number))
            .toList();
    assertThat(named(UNUSED)).isEqualTo(unused);
  }
}
