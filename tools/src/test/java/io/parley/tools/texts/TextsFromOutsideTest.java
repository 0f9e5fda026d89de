package io.parley.tools.texts;

import io.parley.core.fuzz.Reader;
import io.parley.core.fuzz.TextFuzz;
import io.parley.tools.json.Jackson;
import io.parley.tools.model.offline.OfflineModel;
import io.parley.tools.model.offline.OfflineReaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextsFromOutsideTest {
  private static final List<String> THAT_DID_HARM =
      List.of("1.", "oh ", "one two ", "!", "2019 ", "\u0130", ".", "__...", "\n");

  private static final List<String> PACKAGES =
      List.of("model.offline", "model.cache", "model.degraded", "model.langchain");

  /// From the company's own configuration.
  private static final Set<String> TRUSTED =
      Set.of("Documents#read", "Facts$Rule#one", "Facts$Rule#many");

  @Test
  void hostile_text_takes_time_by_its_length_and_no_stack() {
    var readers = new ArrayList<>(OfflineReaders.all());
    for (var name : PACKAGES)
      readers.addAll(Reader.in(OfflineModel.class, "io.parley.tools." + name, TRUSTED));
    readers.add(new Reader("Jackson", Jackson::parse));
    TextFuzz.tryOn(readers, THAT_DID_HARM);
    TextFuzz.tryOn(readers);
  }
}
