package io.parley.bench.server;

import io.parley.bench.measure.ProcessUse;
import java.io.IOException;
import java.net.URI;

/// A running server that speaks `parley.v1`.
public interface ChatServer extends AutoCloseable {
  String name();

  URI http();

  ProcessUse use() throws IOException;

  /// Brings its memory to rest before it is weighed; does nothing where there is no such thing.
  void rest() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
