package io.parley.knowledge;

import io.parley.core.fuzz.Reader;
import io.parley.core.fuzz.TextFuzz;
import io.parley.knowledge.index.LuceneKnowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextsFromOutsideTest {
  private static final List<String> PACKAGES = List.of("index", "passage", "search");

  @Test
  void hostile_text_takes_time_by_its_length_and_no_stack() {
    var readers = new ArrayList<Reader>();
    for (var name : PACKAGES)
      readers.addAll(Reader.in(LuceneKnowledge.class, "io.parley.knowledge." + name, Set.of()));
    TextFuzz.tryOn(readers);
  }
}
