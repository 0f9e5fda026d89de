package io.parley.bench.measure;

import io.parley.bench.client.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The acknowledgements and events that one customer received of one session over all connections,
/// and their comparison with the stored session. For one thread.
public final class Witness {
  private final Map<String, Long> promised = new HashMap<>();
  private final TreeMap<Long, Frame.Event> seen = new TreeMap<>();
  private final List<String> complaints = new ArrayList<>();
  private long last;
  private long lastReply;

  /// The last event received, after which a new reader continues.
  public long last() {
    return last;
  }

  /// The server acknowledged the message as stored under that number.
  public void accepted(Frame.Accepted accepted) {
    var before = promised.put(accepted.id(), accepted.seq());
    if (before != null && before != accepted.seq())
      complaints.add(
          "acknowledged twice: %s as %d and %d".formatted(accepted.id(), before, accepted.seq()));
  }

  /// A live or a replayed event: in both cases the number must be the next one.
  public void saw(Frame.Event event) {
    if (event.seq() != last + 1)
      complaints.add("out of order: %d after %d".formatted(event.seq(), last));
    last = Math.max(last, event.seq());
    if (event.kind().equals("reply-completed")) lastReply = event.seq();
    seen.put(event.seq(), event);
  }

  /// Whether the message of that number has received a reply.
  public boolean repliedAfter(long said) {
    return lastReply > said;
  }

  /// Compares with the session as it is stored.
  ///
  /// @param stored all events, as a new reader gets them
  /// @return the differences, in sentences; empty without any
  public List<String> judge(List<Frame.Event> stored) {
    var wrong = new ArrayList<>(complaints);
    var said = new HashMap<String, Long>();
    var open = new TreeMap<Integer, Long>();
    long expected = 1;
    for (var event : stored) {
      if (event.seq() != expected)
        wrong.add("gap: %d where %d is due".formatted(event.seq(), expected));
      expected = event.seq() + 1;
      switch (event.kind()) {
        case "said" -> {
          var before = event.id().isEmpty() ? null : said.put(event.id(), event.seq());
          if (before != null)
            wrong.add("doubled: %s as %d and %d".formatted(event.id(), before, event.seq()));
        }
        case "turn-started" -> open.put(event.turn(), event.seq());
        case "reply-completed", "turn-failed", "turn-interrupted" -> {
          if (open.remove(event.turn()) == null)
            wrong.add("turn %d ended twice or never began".formatted(event.turn()));
          if (!event.kind().equals("reply-completed"))
            wrong.add("turn %d: %s".formatted(event.turn(), event.kind()));
        }
        default -> {}
      }
      var live = seen.get(event.seq());
      if (live != null && !live.json().equals(event.json()))
        wrong.add("changed: %d was another event when it was live".formatted(event.seq()));
    }
    promised.forEach(
        (id, seq) -> {
          if (!seq.equals(said.get(id)))
            wrong.add("lost: %s was acknowledged as %d".formatted(id, seq));
        });
    open.keySet().forEach(turn -> wrong.add("turn %d has no reply".formatted(turn)));
    if (last >= expected) wrong.add("lost: event %d was seen and is not stored".formatted(last));
    return wrong;
  }

  public int promises() {
    return promised.size();
  }
}
