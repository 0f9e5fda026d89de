package io.parley.bench.load;

import io.parley.bench.client.ChatClient;
import io.parley.bench.client.Frame;
import io.parley.bench.client.WireSocket;
import io.parley.bench.measure.Tally;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/// One session on one socket, whose customer sends a message and waits for the whole reply. For one
/// thread.
final class Talk implements AutoCloseable {
  private static final String WORDS = "Where is my order, please? It was to come on Tuesday.";

  private final WireSocket socket;
  private long last;
  private int turns;
  private volatile boolean left;

  private Talk(WireSocket socket, long last) {
    this.socket = socket;
    this.last = last;
  }

  static Talk start(ChatClient client, URI server) throws IOException, InterruptedException {
    return start(client, server, Optional.empty());
  }

  /// @param token of an organisation's member; a visitor has none
  static Talk start(ChatClient client, URI server, Optional<String> token)
      throws IOException, InterruptedException {
    return join(client, server, client.startPatiently(server, token), 0);
  }

  /// Starts a session that is measured from its first request on.
  static Talk startAtOnce(ChatClient client, URI server) throws IOException, InterruptedException {
    return join(client, server, client.start(server), 0);
  }

  /// @param after number of the last event received
  static Talk join(ChatClient client, URI server, ChatClient.Session session, long after)
      throws IOException {
    var socket = client.connect(server, session, after);
    boolean caughtUp = false;
    try {
      var talk = new Talk(socket, ChatClient.catchUp(socket));
      caughtUp = true;
      return talk;
    } finally {
      if (!caughtUp) socket.close();
    }
  }

  long last() {
    return last;
  }

  /// Sends a message and returns when the reply is complete.
  ///
  /// @param due when it should have been sent, by [System#nanoTime]
  Tally.Turn turn(long due) throws IOException {
    var id = "m" + turns++ + "-" + last;
    socket.send(ChatClient.say(id, WORDS));
    long accepted = 0;
    long firstDelta = 0;
    while (true) {
      var frame = Frame.of(socket.read());
      long now = System.nanoTime();
      switch (frame) {
        case Frame.Accepted _ -> accepted = now;
        case Frame.Delta _ -> firstDelta = firstDelta == 0 ? now : firstDelta;
        case Frame.Event event -> {
          if (event.seq() != last + 1)
            throw new IOException("event %d after %d".formatted(event.seq(), last));
          last = event.seq();
          if (event.kind().equals("turn-failed")) throw new IOException("turn-failed");
          if (event.kind().equals("reply-completed")) {
            if (accepted == 0) throw new IOException("a reply before the acknowledgement");
            return new Tally.Turn(due, accepted, firstDelta == 0 ? now : firstDelta, now);
          }
        }
        case Frame.Rejected(var problem) -> throw new IOException("rejected: " + problem);
        case Frame.CaughtUp _, Frame.Other _ -> {}
      }
    }
  }

  /// Reads frames and answers pings, like a browser with a silent customer, until this side
  /// disconnects. Fails when the server does.
  void stay() throws IOException {
    try {
      while (!left) socket.read();
    } catch (IOException e) {
      if (!left) throw e;
    }
  }

  @Override
  public void close() throws IOException {
    left = true;
    socket.close();
  }
}
