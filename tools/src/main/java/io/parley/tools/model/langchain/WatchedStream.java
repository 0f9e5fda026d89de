package io.parley.tools.model.langchain;

import io.parley.core.model.ModelFailure.Category;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Tells the call about every byte that arrives, and limits their number.
final class WatchedStream extends FilterInputStream {
  private static final int BYTES_MAX = 16 * 1024 * 1024;

  private final Call call;
  private long bytes;

  WatchedStream(InputStream in, Call call) {
    super(in);
    this.call = call;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? -1 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = super.read(into, from, length);
    count(read);
    return read;
  }

  private void count(int read) throws IOException {
    if (read <= 0) return;
    call.heard();
    bytes += read;
    if (bytes > BYTES_MAX) {
      call.fail(Failures.of(Category.GARBAGE, "the model's server does not stop"));
      throw new IOException("an answer of more than " + BYTES_MAX + " bytes");
    }
  }
}
