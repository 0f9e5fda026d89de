package io.parley.faults;

import static io.parley.faults.build.Change.after;
import static io.parley.faults.build.Change.before;
import static io.parley.faults.build.Change.instead;

import io.parley.faults.build.Change;
import io.parley.faults.build.NextBuild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Two later releases. Both know the customer's alphabet: a new event (`alphabet-seen`), a field in
/// `said`, which makes its version 2, a field in the command `Say`, which crosses nodes, a new
/// message to readers, and one more number in the state, which changes the shape of snapshots. The
/// first release only reads all that; the second also writes it.
final class NextBuilds {
  static final String READS = "0.2.0";
  static final String WRITES = "0.3.0";

  private static final String EVENTS = "io.parley.core.session.MessageEvent";
  private static final String COMMANDS = "io.parley.core.session.SessionCommand";
  private static final String STATE = "io.parley.core.session.SessionState";
  private static final String EVOLUTION = "io.parley.core.session.Evolution";
  private static final String UPCASTERS = "io.parley.persistence.journal.Upcasters";
  private static final String LISTENERS = "io.parley.sessions.listener.SessionListeners";
  private static final String ANCHOR_SAY =
      """
        record Say(
            String id,
            Party by,
            String text,
            Channel channel,
            Optional<Modality> modality,
            OptionalDouble confidence,
            Optional<Party> to,
            Instant at)
            implements FromClients {
      """;
  private static final String ANCHOR_TODAY =
      "static final Upcasters TODAY = new Upcasters(Map.of(), Map.of());";

  private NextBuilds() {}

  /// The release that reads the new forms and does not write them.
  static Path reads(Path directory) throws IOException {
    var changes = new ArrayList<>(known());
    changes.add(instead(COMMANDS, ANCHOR_SAY, say("Optional.empty()")));
    changes.add(
        instead(
            UPCASTERS,
            ANCHOR_TODAY,
            upcasters("Map.of(\"said\", said -> said.without(\"alphabet\"))")));
    return NextBuild.compile(directory, READS, changes);
  }

  /// The release that writes the new forms.
  static Path writes(Path directory) throws IOException {
    var changes = new ArrayList<>(known());
    changes.add(instead(COMMANDS, ANCHOR_SAY, say("Optional.of(\"latin\")")));
    changes.add(instead(UPCASTERS, ANCHOR_TODAY, upcasters("Map.of()")));
    changes.addAll(
        List.of(
            instead(
                "io.parley.core.session.Session",
                """
                            say.modality(),
                            say.confidence(),
                            say.to(),
                            say.at());\
                """,
                """
                            say.modality(),
                            say.confidence(),
                            say.to(),
                            say.alphabet().orElse("unknown"),
                            say.at());\
                """),
            before(
                "io.parley.core.session.TurnRules",
                "    var started = opening(after, said.at());\n    return new Accepted(\n",
                "    var seen = new AlphabetSeen(said.alphabet(), said.at());\n"),
            instead(
                "io.parley.core.session.TurnRules",
                "List.of(said, started), List.of(new Action",
                "List.of(said, seen, started), List.of(new Action"),
            after(
                LISTENERS,
                "if (!readers.isEmpty()) tell(new Committed(first, events));",
                "\n    if (!readers.isEmpty()) tell(new ToReader.Alphabet(\"latin\"));")));
    return NextBuild.compile(directory, WRITES, changes);
  }

  private static List<Change> known() {
    return List.of(
        // the event, and the field that an older node's message lacks
        instead(
            EVENTS,
            """
              record Said(
                  String id,
                  Party by,
                  String text,
                  Channel channel,
                  Optional<Modality> modality,
                  OptionalDouble confidence,
                  Optional<Party> to,
                  Instant at)
                  implements MessageEvent {
                public Said {
            """,
            """
              record Said(
                  String id,
                  Party by,
                  String text,
                  Channel channel,
                  Optional<Modality> modality,
                  OptionalDouble confidence,
                  Optional<Party> to,
                  String alphabet,
                  Instant at)
                  implements MessageEvent {
                public Said(
                    String id,
                    Party by,
                    String text,
                    Channel channel,
                    Optional<Modality> modality,
                    OptionalDouble confidence,
                    Optional<Party> to,
                    Instant at) {
                  this(id, by, text, channel, modality, confidence, to, "unknown", at);
                }

                public Said {
                  if (alphabet == null) alphabet = "unknown";
            """),
        before(
            EVENTS,
            "  /// @param modality where",
            """
              record AlphabetSeen(String alphabet, Instant at) implements MessageEvent {}

            """),
        after(
            EVOLUTION,
            "      case Said said -> said(a, said);\n",
            """
                  case AlphabetSeen _ ->
                      a.withNotes(
                          new Notes(
                              a.notes().remembered(),
                              a.notes().ratings(),
                              a.notes().told(),
                              a.notes().language(),
                              a.notes().agreed(),
                              a.notes().alphabets() + 1));
            """),
        instead(
            STATE,
            """
              record Notes(
                  int remembered, int ratings, int told, Optional<String> language, List<String> agreed) {
            """,
            """
              record Notes(
                  int remembered,
                  int ratings,
                  int told,
                  Optional<String> language,
                  List<String> agreed,
                  int alphabets) {
                Notes(
                    int remembered,
                    int ratings,
                    int told,
                    Optional<String> language,
                    List<String> agreed) {
                  this(remembered, ratings, told, language, agreed, 0);
                }

            """),
        before(
            "io.parley.core.session.EventKinds",
            "    add(\"said\", Said.class);",
            "    add(\"alphabet-seen\", AlphabetSeen.class);\n"),
        // messages between nodes
        before(
            "io.parley.sessions.listener.ToReader",
            "  record Typing(Party by) implements ToReader {}",
            "  record Alphabet(String name) implements ToReader {}\n\n"),
        before(
            "io.parley.sessions.listener.SessionReader",
            "        case Typing(var by) ->",
            "        case ToReader.Alphabet _ -> {}\n"),
        // the clients' view
        before(
            "io.parley.http.session.WireEvents",
            "      case Said said -> {",
            """
                  case AlphabetSeen seen -> json.put("alphabet", seen.alphabet());
            """));
  }

  /// @param edge value that the edge, which knows no alphabet, puts into the command
  private static String say(String edge) {
    return """
      record Say(
          String id,
          Party by,
          String text,
          Channel channel,
          Optional<Modality> modality,
          OptionalDouble confidence,
          Optional<Party> to,
          Optional<String> alphabet,
          Instant at)
          implements FromClients {
        public Say(
            String id,
            Party by,
            String text,
            Channel channel,
            Optional<Modality> modality,
            OptionalDouble confidence,
            Optional<Party> to,
            Instant at) {
          this(id, by, text, channel, modality, confidence, to, %s, at);
        }

    """
        .formatted(edge);
  }

  private static String upcasters(String unwritten) {
    return """
    static final Upcasters TODAY =
        new Upcasters(
            Map.of("said", List.of(said -> said.put("alphabet", "unknown"))),
            %s);\
    """
        .formatted(unwritten);
  }
}
