package io.parley.faults.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.faults.record.Entry;
import java.util.List;
import java.util.Map;

/// Everything that the checker examines, gathered after the fault is healed and all clients have
/// stopped.
///
/// @param entries actions and observations of the clients
/// @param journal rows of each session, by sequence number
/// @param answers events of each session as each node returns them (node, session, events)
/// @param effects tickets by idempotency key
/// @param shards that each node reports to hold
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

  /// An event as a node returns it to a customer.
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
