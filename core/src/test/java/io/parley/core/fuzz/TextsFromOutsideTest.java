package io.parley.core.fuzz;

import io.parley.core.speech.ClauseSplitter;
import io.parley.core.speech.spoken.SpokenForm;
import io.parley.core.tenant.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextsFromOutsideTest {
  private static final List<String> THAT_DID_HARM =
      List.of("1. ", "[](", "\u0315\u0300", "\u0130", "\u03a3");

  /// They read words of the program's own, or take places in the text.
  private static final Set<String> OF_ITS_SOURCE =
      Set.of("Lexicon#of", "Passes#capital", "Passes#beside");

  @Test
  void hostile_text_takes_linear_time_and_a_small_stack() {
    var readers = new ArrayList<>(Reader.in(SessionId.class, "io.parley.core", OF_ITS_SOURCE));
    for (var language : List.of("en", "de", "es", "fr"))
      readers.add(new Reader("SpokenForm of " + language, SpokenForm.in(language)::of));
    readers.add(new Reader("ClauseSplitter", TextsFromOutsideTest::clauses));
    TextFuzz.tryOn(readers, THAT_DID_HARM);
    TextFuzz.tryOn(readers);
  }

  private static void clauses(String text) {
    var splitter = new ClauseSplitter();
    for (int from = 0; from < text.length(); from += 4)
      splitter.add(text.substring(from, Math.min(text.length(), from + 4)));
    splitter.finish();
  }
}
