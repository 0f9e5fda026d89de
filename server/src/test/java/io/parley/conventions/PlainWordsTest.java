package io.parley.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A rule of docs/STYLE.md, "Plain words", that a text search can check: no sentence of a document,
/// a decision, the description of an API or a comment in Java, scripts, sheets and settings begins
/// with a clause with "who" or "what" as its subject. Questions do.
class PlainWordsTest {
  private static final Pattern BEGINNING = Pattern.compile("(?:Who|What|Whoever|Whatever)\\b.*");

  /// Code, headings, comments, and emphasis.
  private static final Pattern NO_WORDS =
      Pattern.compile("(?ms)^ *```.*?^ *```|^#[^\\n]*|<!--.*?-->|\\*|(?<!\\w)_|_(?!\\w)");

  /// Between paragraphs, items of lists, and cells of tables.
  private static final Pattern PARTS =
      Pattern.compile("\\n\\s*\\n|(?m:^\\s*(?:[-+>]|\\d+\\.)\\s)|\\|");

  private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?:;])\\s+");

  /// Has the rule itself, with the sentences that it replaces.
  private static final Path STYLE = Repository.ROOT.resolve("docs/STYLE.md");

  /// Texts for people in the description of an API.
  private static final Pattern TOLD =
      Pattern.compile("\"(?:description|summary|title)\": \"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

  private static final Pattern MARK_IN_JAVA = Pattern.compile("/{2,3} ?");

  /// In scripts, sheets and settings.
  private static final Pattern MARK = Pattern.compile("(?:/{2,3}|/\\*+|\\*+/?|#+) ?");

  @Test
  void no_sentence_of_a_document_begins_with_who_or_what_unless_it_is_a_question() {
    var found = new ArrayList<String>();
    for (var file : Repository.files(".md")) {
      boolean isDocument =
          file.startsWith(STYLE.getParent()) || file.equals(Repository.ROOT.resolve("README.md"));
      if (isDocument && !file.equals(STYLE))
        for (var sentence : offences(Repository.read(file)))
          found.add(Repository.nameOf(file) + ": " + sentence);
    }
    assertThat(found)
        .as("sentences with who or what as their subject: use the noun, see docs/STYLE.md")
        .isEmpty();
  }

  @Test
  void no_sentence_of_an_apis_description_begins_with_who_or_what_unless_it_is_a_question() {
    var found = new ArrayList<String>();
    for (var file : Repository.files("openapi.json"))
      TOLD.matcher(Repository.read(file))
          .results()
          .map(told -> told.group(1))
          .flatMap(text -> offences(text).stream())
          .forEach(sentence -> found.add(Repository.nameOf(file) + ": " + sentence));
    assertThat(found)
        .as("sentences with who or what as their subject: use the noun, see docs/STYLE.md")
        .isEmpty();
  }

  @Test
  void no_sentence_of_a_comment_begins_with_who_or_what_unless_it_is_a_question() {
    var found = new ArrayList<String>();
    for (var file : Repository.files(".java", ".js", ".mjs", ".css", ".conf")) {
      var mark = file.toString().endsWith(".java") ? MARK_IN_JAVA : MARK;
      for (var comment : comments(Repository.read(file), mark))
        for (var sentence : offences(comment)) found.add(Repository.nameOf(file) + ": " + sentence);
    }
    assertThat(found)
        .as("sentences with who or what as their subject: use the noun, see docs/STYLE.md")
        .isEmpty();
  }

  @Test
  void comments_are_lines_without_code() {
    var source =
        """
        /// A shop.
        /// Its wares
        class Shop {
          // in cents
          int price; // of one
        }
        """;
    assertThat(comments(source, MARK_IN_JAVA))
        .containsExactly("A shop.\nIts wares\n", "in cents\n");
    assertThat(comments("/**\n * A shop.\n */\nvar a;\n# in cents\nb = 1", MARK))
        .containsExactly("\nA shop.\n\n", "in cents\n");
  }

  /// Consecutive lines of comments, without their marks.
  private static List<String> comments(String source, Pattern mark) {
    var found = new ArrayList<String>();
    var comment = new StringBuilder();
    for (var line : source.lines().map(String::strip).toList()) {
      var marked = mark.matcher(line);
      if (marked.lookingAt()) comment.append(line.substring(marked.end())).append('\n');
      else if (!comment.isEmpty()) {
        found.add(comment.toString());
        comment.setLength(0);
      }
    }
    return found;
  }

  @Test
  void sentences_are_found_in_paragraphs_lists_and_tables_and_neither_in_code_nor_in_headings() {
    assertThat(
            offences(
                """
                # What becomes of a call

                A call ends. What was
                said stays. What happens then? Nobody asks what it was.

                - **Who rings** is called back.
                1. Whoever guesses is blocked: What is right counts.
                | field | meaning |
                | `a` | What is done about it |

                "What about me?" and `What code is.`

                ```
                What stands in code.
                ```
                """))
        .containsExactly(
            "What was said stays.",
            "Who rings is called back.",
            "Whoever guesses is blocked:",
            "What is right counts.",
            "What is done about it");
  }

  private static List<String> offences(String document) {
    return PARTS
        .splitAsStream(NO_WORDS.matcher(document).replaceAll(""))
        .map(part -> part.strip().replaceAll("\\s+", " "))
        .flatMap(SENTENCES::splitAsStream)
        .filter(sentence -> BEGINNING.matcher(sentence).matches() && !sentence.endsWith("?"))
        .toList();
  }
}
