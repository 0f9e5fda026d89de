package io.parley.knowledge.texts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.fuzz.Reader;
import io.parley.core.fuzz.TextFuzz;
import io.parley.knowledge.index.LuceneKnowledge;
import io.parley.knowledge.parse.content.FileInput;
import io.parley.knowledge.parse.content.ParseLimits;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.type.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextsFromOutsideTest {
  private static final List<String> PACKAGES =
      List.of(
          "index",
          "passage",
          "search",
          "crawl",
          "parse.content",
          "parse.html",
          "parse.pdf",
          "parse.table",
          "parse.text",
          "parse.type");

  /// Read by [#file] below: it refuses a text with an exception of its own.
  private static final Set<String> WITHOUT = Set.of("HtmlFormat#fragment");

  private static final ParseLimits LIMITS =
      new ParseLimits(50_000_000, 1 << 20, 100, 100, 1_000_000, 1_000_000);

  @Test
  void hostile_text_takes_time_by_its_length_and_no_stack() {
    var readers = new ArrayList<Reader>();
    for (var name : PACKAGES)
      readers.addAll(Reader.in(LuceneKnowledge.class, "io.parley.knowledge." + name, WITHOUT));
    for (var ending : List.of("html", "csv", "json", "md", "txt"))
      readers.add(new Reader("a file ." + ending, text -> file("a." + ending, text)));
    TextFuzz.tryOn(readers);
  }

  private static void file(String name, String text) {
    try {
      Formats.read(new FileInput(name, Optional.empty(), text.getBytes(UTF_8)), LIMITS);
    } catch (RefusedFile refused) {
      throw new IllegalArgumentException(refused);
    }
  }
}
