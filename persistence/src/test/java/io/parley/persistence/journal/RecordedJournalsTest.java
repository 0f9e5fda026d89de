package io.parley.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.AcceptedIds;
import io.parley.core.session.EventKinds;
import io.parley.core.session.Session;
import io.parley.core.session.SessionState;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.SessionState.Ended;
import io.parley.core.tool.ToolCallState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Journals of every released shape, as they were written, still have the same meaning: beside each
/// are the facts of its end. They are added to, never edited.
class RecordedJournalsTest {
  private static final Path ROOT = Path.of("src/test/resources/recorded");
  private final EventLines lines = new EventLines(new EventJson());

  static List<Path> journals() throws IOException {
    try (var files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("journals")
  void a_recorded_journal_still_has_its_recorded_meaning(Path journal) throws IOException {
    var expected = new Properties();
    var facts = Path.of(journal.toString().replace(".ndjson", ".facts"));
    try (var in = Files.newBufferedReader(facts)) {
      expected.load(in);
    }
    assertThat(facts(replayed(journal))).isEqualTo(new TreeMap<>(expected));
  }

  @Test
  void the_recorded_journals_contain_every_kind_of_event() throws IOException {
    var kinds = new HashSet<String>();
    for (var journal : journals())
      events(journal).forEach(recorded -> kinds.add(EventKinds.of(recorded.event())));
    assertThat(kinds).containsExactlyInAnyOrderElementsOf(EventKinds.all().keySet());
  }

  private SessionState replayed(Path journal) {
    SessionState state = new SessionState.New();
    for (var recorded : events(journal)) {
      state = Session.evolve(state, recorded.event());
      assertThat(state.seq()).isEqualTo(recorded.seq());
    }
    return state;
  }

  private List<RecordedEvent> events(Path journal) {
    try (Stream<String> all = Files.lines(journal)) {
      return all.map(lines::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<Object, Object> facts(SessionState state) {
    var facts = new TreeMap<Object, Object>();
    var active =
        switch (state) {
          case Active a -> a;
          case Ended ended -> {
            facts.put("ended", ended.reason());
            facts.put("archived", ended.archived().orElse("no"));
            yield ended.was();
          }
          case SessionState.New _ -> throw new IllegalStateException("an empty journal");
        };
    facts.put("seq", Long.toString(active.seq()));
    facts.put("epoch", Integer.toString(active.epoch()));
    facts.put("turns", Integer.toString(active.turns()));
    facts.put("open", active.open().map(o -> o.turn() + " attempt " + o.attempt()).orElse("no"));
    facts.put("accepted", joined(active.accepted().all().stream().map(AcceptedIds.AcceptedId::id)));
    facts.put("calls", joined(active.calls().stream().map(RecordedJournalsTest::call)));
    facts.put("waiting", Integer.toString(active.waiting().size()));
    facts.put(
        "lines",
        joined(
            active.history().lines().stream()
                .map(l -> l.turn() + ":" + l.by().word().toUpperCase(Locale.ROOT))));
    facts.put(
        "summary",
        active.history().summary().map(s -> s.fromTurn() + "-" + s.toTurn()).orElse("no"));
    facts.put("tokens", active.usage().inputTokens() + "+" + active.usage().outputTokens());
    facts.put("last", active.lastActivity().toString());
    return facts;
  }

  private static String call(ToolCallState call) {
    return call.call().id()
        + "="
        + call.outcome().map(o -> o.kind().name()).orElse(call.phase().name());
  }

  private static String joined(Stream<String> parts) {
    return parts.collect(Collectors.joining(" "));
  }
}
