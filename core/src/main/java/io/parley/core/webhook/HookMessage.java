package io.parley.core.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/// The content of a message to a webhook: names and ids, and no words of people.
///
/// @param id the same at each delivery: a receiver recognises a repeated message by it
/// @param type the kind of the event, or [#TEST]
/// @param at of the event
/// @param seq number of the event in its session, or call out; empty for a test
/// @param data texts by name, among them the session, where there is one
public record HookMessage(
    String id, String type, Instant at, OptionalLong seq, Map<String, String> data) {
  /// The type of a message that a person has sent to try a webhook.
  public static final String TEST = "test";

  public HookMessage {
    data = Map.copyOf(data);
  }

  /// A message that tells of no event.
  public static HookMessage test(String id, Instant at) {
    return new HookMessage(id, TEST, at, OptionalLong.empty(), Map.of());
  }
}
