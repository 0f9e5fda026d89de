package io.parley.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.bench.client.ChatClient;
import io.parley.bench.client.Frame;
import io.parley.bench.client.WireSocket;
import io.parley.faults.fleet.Node;
import io.parley.faults.record.Digest;
import io.parley.faults.record.Entry;
import io.parley.faults.record.History;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/// One client's connection to one session: to any node, and to another one when it breaks. Records
/// all frames but deltas. For one thread.
final class SessionConnection implements AutoCloseable {
  /// A connection without a byte for so long counts as dead: some customer always talks.
  private static final int SILENCE_MILLIS = 4_000;

  private final String client;
  private final ChatClient.Session session;
  private final List<Node> nodes;
  private final History history;
  private final RandomGenerator random;
  private WireSocket socket;
  private Node node;
  private long last;

  SessionConnection(
      String client,
      ChatClient.Session session,
      List<Node> nodes,
      History history,
      RandomGenerator random) {
    this.client = client;
    this.session = session;
    this.nodes = nodes;
    this.history = history;
    this.random = random;
  }

  /// The frames that a client reacts to.
  sealed interface Heard {
    record Event(long seq, String kind) implements Heard {}

    record Accepted(String id, long seq) implements Heard {}

    record Rejected(String id, String problem) implements Heard {}

    record Nothing() implements Heard {}
  }

  /// Connects to any node, after the last event received, unless it is connected.
  void open() throws IOException {
    if (socket != null) return;
    node = nodes.get(random.nextInt(nodes.size()));
    try {
      socket =
          WireSocket.connect(
              node.http(),
              "/v1/sessions/" + session.id() + "/socket?after=" + last,
              "parley.v1, bearer." + session.token(),
              SILENCE_MILLIS);
    } catch (IOException e) {
      throw parted(e);
    }
    history.add(new Entry.Joined(client, session.id(), node.name(), last));
  }

  void say(String id, String text) throws IOException {
    history.add(new Entry.Sent(client, session.id(), node.name(), id, Digest.of(text)));
    socket.send(ChatClient.say(id, text));
  }

  /// Waits for the next frame.
  Heard hear() throws IOException {
    try {
      var text = socket.read();
      if (text.startsWith("{\"type\":\"delta\"")) return new Heard.Nothing();
      return heard(Frame.JSON.readTree(text));
    } catch (IOException e) {
      throw parted(e);
    }
  }

  private IOException parted(IOException why) {
    history.add(new Entry.Parted(client, session.id(), node.name(), why.getMessage()));
    return why;
  }

  private Heard heard(JsonNode frame) throws IOException {
    return switch (frame.path("type").asText()) {
      case "event" -> {
        last = frame.get("seq").asLong();
        history.add(
            new Entry.Received(client, session.id(), node.name(), last, Digest.ofEvent(frame)));
        yield new Heard.Event(last, frame.at("/event/kind").asText());
      }
      case "accepted" -> {
        var id = frame.get("id").asText();
        long seq = frame.get("seq").asLong();
        history.add(new Entry.Acknowledged(client, session.id(), node.name(), id, seq));
        yield new Heard.Accepted(id, seq);
      }
      case "rejected" -> {
        var id = frame.path("id").asText();
        var problem = frame.at("/problem/type").asText();
        history.add(new Entry.Unanswered(client, session.id(), node.name(), id, problem));
        yield new Heard.Rejected(id, problem);
      }
      case "draining" -> throw new IOException("draining");
      case "closing" -> throw new IOException("closing " + frame.path("code"));
      default -> new Heard.Nothing();
    };
  }

  /// Closes a broken connection; the next [#open] makes another one.
  void hangUp() throws IOException {
    if (socket != null) socket.close();
    socket = null;
  }

  long last() {
    return last;
  }

  @Override
  public void close() throws IOException {
    hangUp();
  }
}
