package io.parley.bench.server;

import io.parley.bench.measure.ProcessUse;
import java.io.IOException;
import java.net.URI;

/// A running server that speaks `parley.v1`.
public interface ChatServer extends AutoCloseable {
  String name();

  URI http();

  ProcessUse use() throws IOException;

  /// Settles its memory before a measurement; does nothing without a collector to call.
  void rest() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
