package io.parley.faults.check;

import io.parley.faults.check.Evidence.Row;
import io.parley.faults.check.Evidence.Told;
import io.parley.faults.record.Digest;
import io.parley.faults.record.Entry;
import io.parley.faults.record.Entry.Acknowledged;
import io.parley.faults.record.Entry.Joined;
import io.parley.faults.record.Entry.Received;
import io.parley.faults.record.Entry.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Checks the promises, one method for each. Each returns a list of violations, empty when the
/// promise held; the numbers are those of docs/TESTING.md. (5) and (6) are measured while servers
/// run: [Recovery] and [Resources]; (8) is read from the database later: [UsageBooks].
public final class Checker {
  private static final Set<String> TURN_ENDS =
      Set.of("reply-completed", "turn-failed", "turn-interrupted");

  private final Evidence evidence;

  public Checker(Evidence evidence) {
    this.evidence = evidence;
  }

  /// All of them.
  public List<Violation> violations() {
    return Stream.of(
            acknowledgedIsStored(),
            numbersRiseByOne(),
            readersAgree(),
            nodesTellTheJournal(),
            oneIncarnationWrites(),
            oneNodeHoldsAShard(),
            oneEffectForEachKey(),
            oneOutcomeForEachCall(),
            everyTurnEnds(),
            sentIsStoredOnceAtMost())
        .flatMap(List::stream)
        .toList();
  }

  /// (1) Every acknowledged message is in the journal once, under that number, with the text that
  /// was sent.
  public List<Violation> acknowledgedIsStored() {
    var found = new ArrayList<Violation>();
    var texts = texts();
    var promised = new HashMap<Message, Long>();
    for (var ack : of(Acknowledged.class)) {
      var message = new Message(ack.session(), ack.id());
      var before = promised.putIfAbsent(message, ack.seq());
      if (before != null && before != ack.seq())
        found.add(
            about(1, ack, ack.seq(), "%s was acknowledged as %d, too".formatted(ack.id(), before)));
      var rows = said(ack.session(), ack.id());
      if (rows.size() != 1) {
        found.add(
            about(
                1,
                ack,
                ack.seq(),
                "%s was acknowledged and is stored %d times (expected: once)"
                    .formatted(ack.id(), rows.size())));
        continue;
      }
      var row = rows.getFirst();
      if (row.seq() != ack.seq())
        found.add(
            about(
                1,
                ack,
                ack.seq(),
                "%s was acknowledged under this number and is stored as %d"
                    .formatted(ack.id(), row.seq())));
      if (!Digest.of(row.event().path("text").asText()).equals(texts.get(message)))
        found.add(
            about(1, ack, row.seq(), ack.id() + " is stored with another text than was sent"));
    }
    return found;
  }

  /// (2) In the journal, and for each reader from the number on that it asked for, each number is
  /// the next one.
  public List<Violation> numbersRiseByOne() {
    var found = new ArrayList<Violation>();
    evidence
        .journal()
        .forEach(
            (session, rows) -> {
              long due = 1;
              for (var row : rows) {
                if (row.seq() != due)
                  found.add(
                      new Violation(
                          2,
                          session,
                          row.seq(),
                          "",
                          "is in the journal where %d is due".formatted(due)));
                due = row.seq() + 1;
              }
            });
    var last = new HashMap<Reader, Long>();
    for (var entry : evidence.entries()) {
      if (entry instanceof Joined joined) last.put(Reader.of(joined), joined.after());
      if (entry instanceof Received received) {
        var before = last.put(Reader.of(received), received.seq());
        if (before == null || received.seq() != before + 1)
          found.add(about(2, received, received.seq(), "was received after " + before));
      }
    }
    return found;
  }

  /// (2) All readers that received an event under one number, on any node, received the same bytes.
  public List<Violation> readersAgree() {
    var found = new ArrayList<Violation>();
    var first = new HashMap<Place, Received>();
    for (var received : of(Received.class)) {
      var place = new Place(received.session(), received.seq());
      var other = first.putIfAbsent(place, received);
      if (other != null && !other.hash().equals(received.hash()))
        found.add(
            about(
                2,
                received,
                received.seq(),
                "%s received from %s another event than %s did from %s"
                    .formatted(received.client(), received.node(), other.client(), other.node())));
    }
    evidence
        .answers()
        .forEach(
            (node, sessions) ->
                sessions.forEach(
                    (session, events) ->
                        events.forEach(
                            told -> {
                              var seen = first.get(new Place(session, told.seq()));
                              if (seen != null && !seen.hash().equals(told.hash()))
                                found.add(
                                    about(
                                        2,
                                        seen,
                                        told.seq(),
                                        "received another event than %s returns now"
                                            .formatted(node)));
                            })));
    return found;
  }

  /// (1) Every node returns every session as it is in the journal, and the journal has every event
  /// that readers received.
  public List<Violation> nodesTellTheJournal() {
    var found = new ArrayList<Violation>();
    evidence
        .answers()
        .forEach(
            (node, sessions) ->
                evidence
                    .journal()
                    .forEach(
                        (session, rows) ->
                            compare(
                                node,
                                session,
                                rows,
                                sessions.getOrDefault(session, List.of()),
                                found)));
    for (var received : of(Received.class))
      if (received.seq() > rows(received.session()).size())
        found.add(about(1, received, received.seq(), "was received and is not in the journal"));
    return found;
  }

  private static void compare(
      String node, String session, List<Row> rows, List<Told> told, List<Violation> found) {
    if (told.size() != rows.size())
      found.add(
          new Violation(
              1,
              session,
              0,
              "",
              "%s returns %d events (expected: %d, as many as the journal has)"
                  .formatted(node, told.size(), rows.size())));
    for (int i = 0; i < Math.min(told.size(), rows.size()); i++) {
      var row = rows.get(i);
      var event = told.get(i);
      if (event.seq() != row.seq() || !Wording.tells(event.event(), row.event()))
        found.add(
            new Violation(
                1, session, row.seq(), "", "%s returns it unlike the journal".formatted(node)));
    }
  }

  /// (3) Events of two incarnations of a session are never mixed: an incarnation writes nothing
  /// after its successor. (The table's key prevents duplicate numbers.)
  public List<Violation> oneIncarnationWrites() {
    var found = new ArrayList<Violation>();
    evidence
        .journal()
        .forEach(
            (session, rows) -> {
              var succeeded = new HashSet<String>();
              var numbers = new HashSet<Long>();
              var writer = "";
              for (var row : rows) {
                if (!numbers.add(row.seq()))
                  found.add(new Violation(3, session, row.seq(), "", "is in the journal twice"));
                if (row.writer().equals(writer)) continue;
                succeeded.add(writer);
                writer = row.writer();
                if (succeeded.contains(writer))
                  found.add(
                      new Violation(
                          3,
                          session,
                          row.seq(),
                          "",
                          "was written by an incarnation after its successor"));
              }
            });
    return found;
  }

  /// (3) No shard is held by two nodes.
  public List<Violation> oneNodeHoldsAShard() {
    var found = new ArrayList<Violation>();
    var holders = new HashMap<String, String>();
    evidence
        .shards()
        .forEach(
            (node, shards) ->
                shards.forEach(
                    shard -> {
                      var other = holders.putIfAbsent(shard, node);
                      if (other != null)
                        found.add(
                            new Violation(
                                3,
                                "",
                                0,
                                "",
                                "shard %s is held by %s and %s".formatted(shard, other, node)));
                    }));
    return found;
  }

  /// (4) A call has at most one effect, and exactly one when it is reported successful.
  public List<Violation> oneEffectForEachKey() {
    var found = new ArrayList<Violation>();
    var counts = new HashMap<String, Integer>();
    for (var effect : evidence.effects()) {
      int count = counts.merge(effect.key(), 1, Integer::sum);
      if (count > 1)
        found.add(
            new Violation(
                4, effect.session(), 0, "", "%d effects under %s".formatted(count, effect.key())));
    }
    evidence
        .journal()
        .forEach((session, rows) -> found.addAll(new Calls(session, rows).effects(counts)));
    return found;
  }

  /// (4) Every call of any tool was requested once and has one outcome.
  public List<Violation> oneOutcomeForEachCall() {
    var found = new ArrayList<Violation>();
    evidence
        .journal()
        .forEach((session, rows) -> found.addAll(new Calls(session, rows).outcomes()));
    return found;
  }

  /// (5) Every turn that started has ended, once.
  public List<Violation> everyTurnEnds() {
    var found = new ArrayList<Violation>();
    evidence
        .journal()
        .forEach(
            (session, rows) -> {
              var open = new HashMap<Integer, Long>();
              for (var row : rows) {
                int turn = row.event().path("turn").asInt();
                if (row.kind().equals("turn-started")) open.put(turn, row.seq());
                if (TURN_ENDS.contains(row.kind()) && open.remove(turn) == null)
                  found.add(
                      new Violation(
                          5, session, row.seq(), "", "turn %d ended twice".formatted(turn)));
              }
              open.forEach(
                  (turn, seq) ->
                      found.add(
                          new Violation(
                              5, session, seq, "", "turn %d has no end".formatted(turn))));
            });
    return found;
  }

  /// (7) Every message, sent once or repeatedly, to one node or several, is in the journal at most
  /// once; and every message in the journal was sent.
  public List<Violation> sentIsStoredOnceAtMost() {
    var found = new ArrayList<Violation>();
    var texts = texts();
    evidence
        .journal()
        .forEach(
            (session, rows) -> {
              var seen = new HashMap<String, Long>();
              for (var row : rows) {
                if (!row.kind().equals("said")) continue;
                var id = row.event().path("id").asText();
                var before = seen.putIfAbsent(id, row.seq());
                if (before != null)
                  found.add(
                      new Violation(
                          7,
                          session,
                          row.seq(),
                          "",
                          "%s is stored as %d, too".formatted(id, before)));
                if (!texts.containsKey(new Message(session, id))
                    && row.event().path("by").asText().equals("customer"))
                  found.add(new Violation(7, session, row.seq(), "", id + " was sent by nobody"));
              }
            });
    return found;
  }

  private record Message(String session, String id) {}

  private record Place(String session, long seq) {}

  private record Reader(String client, String session) {
    static Reader of(Entry entry) {
      return new Reader(entry.client(), entry.session());
    }
  }

  private static Violation about(int invariant, Entry entry, long seq, String what) {
    return new Violation(invariant, entry.session(), seq, entry.client(), what);
  }

  private <T extends Entry> List<T> of(Class<T> type) {
    return evidence.entries().stream().filter(type::isInstance).map(type::cast).toList();
  }

  private Map<Message, String> texts() {
    var texts = new HashMap<Message, String>();
    for (var sent : of(Sent.class))
      texts.put(new Message(sent.session(), sent.id()), sent.textHash());
    return texts;
  }

  private List<Row> rows(String session) {
    return evidence.journal().getOrDefault(session, List.of());
  }

  private List<Row> said(String session, String id) {
    return rows(session).stream()
        .filter(row -> row.kind().equals("said") && row.event().path("id").asText().equals(id))
        .toList();
  }
}
