package io.parley.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The index of decisions has each record with its title. A record that was superseded or amended
/// says so in its first paragraph, and the index does, too.
class DecisionsTest {
  private static final Path DIRECTORY = Repository.ROOT.resolve("docs/decisions");
  private static final String INDEX = Repository.read(DIRECTORY.resolve("README.md"));

  private static final Pattern ROW =
      Pattern.compile("^\\| \\[(\\d{4})]\\(([^)]+)\\) \\| (.+?) \\| (.+) \\|$", Pattern.MULTILINE);

  private static final Pattern LINK = Pattern.compile("\\[\\d{4}](?=\\()");

  private record Row(String number, String file, String title, String status) {
    boolean isChanged() {
      return status.startsWith("**superseded** by ") || status.startsWith("amended by ");
    }

    /// After the heading and an empty line.
    String beginning() {
      return Repository.read(DIRECTORY.resolve(file)).lines().skip(2).findFirst().orElse("");
    }
  }

  private static List<Row> rows() {
    return ROW.matcher(INDEX)
        .results()
        .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4)))
        .toList();
  }

  private static List<String> links(String text) {
    return LINK.matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void the_index_has_each_record_with_its_title() {
    var records =
        Repository.files(".md").stream()
            .filter(file -> DIRECTORY.equals(file.getParent()))
            .filter(file -> !file.endsWith("README.md"))
            .map(file -> file.getFileName() + " # " + headingOf(file))
            .toList();
    var indexed =
        rows().stream().map(row -> row.file() + " # " + row.number() + ": " + row.title()).toList();
    assertThat(indexed).isEqualTo(records);
  }

  private static String headingOf(Path file) {
    return Repository.read(file).lines().findFirst().orElse("").replaceFirst("^# ", "");
  }

  @Test
  void a_superseded_or_amended_record_links_to_the_later_ones() {
    for (var row : rows()) {
      var beginning = row.beginning();
      assertThat(beginning.matches("\\*\\*(?:Superseded|Amended)\\*\\* by .*"))
          .as("%s begins with a link to a later record (index: %s)", row.file(), row.status())
          .isEqualTo(row.isChanged());
      if (row.isChanged())
        assertThat(links(beginning)).as(row.file()).containsAll(links(row.status()));
    }
  }

  @Test
  void numbers_have_no_gaps_but_those_that_the_index_names() {
    var numbers = rows().stream().map(Row::number).toList();
    assertThat(numbers).doesNotHaveDuplicates();
    var unused = INDEX.lines().filter(line -> line.contains("were never used")).findFirst();
    assertThat(
            IntStream.rangeClosed(1, Integer.parseInt(numbers.getLast()))
                .mapToObj(number -> "%04d".formatted(number))
                .filter(number -> !numbers.contains(number))
                .toList())
        .as("numbers without a record")
        .allMatch(unused.orElse("")::contains);
  }
}
