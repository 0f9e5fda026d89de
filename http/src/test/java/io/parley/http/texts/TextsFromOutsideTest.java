package io.parley.http.texts;

import io.parley.core.fuzz.Reader;
import io.parley.core.fuzz.TextFuzz;
import io.parley.http.json.JsonText;
import io.parley.http.pages.PageReaders;
import io.parley.http.route.Endpoint;
import io.parley.http.session.FrameReaders;
import io.parley.outbound.setting.Section;
import io.parley.persistence.text.Text;
import io.parley.sessions.cluster.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Also for `persistence`, `sessions` and `outbound`, which read little text.
class TextsFromOutsideTest {
  private static final List<String> THAT_DID_HARM = List.of("a/", "a.", "./", "[", "{\"a\":");

  /// A header's name is always ours: Pekko lowers it by the JDK, which copies the whole text for
  /// each letter that becomes two.
  private static final Set<String> TRUSTED = Set.of("Replies#header");

  @Test
  void hostile_text_takes_time_by_its_length_and_no_stack() {
    var readers = new ArrayList<>(FrameReaders.all());
    readers.addAll(PageReaders.all());
    readers.add(new Reader("JSON", JsonText::object));
    readers.addAll(Reader.in(Endpoint.class, "io.parley.http.route", TRUSTED));
    for (var name : List.of("history", "memory", "archive", "text"))
      readers.addAll(Reader.in(Text.class, "io.parley.persistence." + name, Set.of()));
    readers.addAll(Reader.in(Sessions.class, "io.parley.sessions", Set.of()));
    readers.addAll(Reader.in(Section.class, "io.parley.outbound.http", Set.of()));
    TextFuzz.tryOn(readers, THAT_DID_HARM);
    TextFuzz.tryOn(readers);
  }
}
