package io.parley.bench.server;

import io.parley.bench.measure.ProcessUse;
import java.net.URI;

/// A server that is already running, of which only the address is known.
public record RemoteServer(URI http) implements ChatServer {
  @Override
  public String name() {
    return http.toString();
  }

  @Override
  public ProcessUse use() {
    return new ProcessUse(0, 0, 0, 0, 0);
  }

  @Override
  public void rest() {
    // this program did not start it
  }

  @Override
  public void close() {
    // this program did not start it
  }
}
