package io.parley.faults.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.faults.record.Entry;
import java.util.List;
import java.util.Map;

/// All that the checker looks at, gathered after the fault was healed and all clients had stopped.
///
/// @param entries what clients did and saw
/// @param journal the rows of each session, in the order of their numbers
/// @param answers what each node tells of each session (node, session, events)
/// @param effects tickets, by the key under which each was opened
/// @param shards which shards each node says it holds
public record Evidence(
    List<Entry> entries,
    Map<String, List<Row>> journal,
    Map<String, Map<String, List<Told>>> answers,
    List<Effect> effects,
    Map<String, List<String>> shards) {

  /// A row of the journal.
  ///
  /// @param writer the incarnation of the session that wrote it
  public record Row(long seq, String writer, JsonNode event) {
    public String kind() {
      return event.path("kind").asText();
    }
  }

  /// An event as a node tells it to a customer.
  ///
  /// @param hash of its number, its time and itself
  public record Told(long seq, String hash, JsonNode event) {}

  public record Effect(String session, String key) {}

  public Evidence {
    entries = List.copyOf(entries);
    journal = Map.copyOf(journal);
    answers = Map.copyOf(answers);
    effects = List.copyOf(effects);
    shards = Map.copyOf(shards);
  }
}
