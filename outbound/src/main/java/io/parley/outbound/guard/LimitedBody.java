package io.parley.outbound.guard;

import java.io.IOException;
import java.io.InputStream;

/// An answer's body up to a number of bytes. A failure of reading becomes a [GuardFailure].
final class LimitedBody extends InputStream {
  /// Names failures.
  interface Failures {
    GuardFailure of(IOException failure);

    GuardFailure tooLarge(long bytesMax);
  }

  private final InputStream inner;
  private final long bytesMax;
  private final Failures failures;
  private long read;
  private boolean ended;

  LimitedBody(InputStream inner, long bytesMax, Failures failures) {
    this.inner = inner;
    this.bytesMax = bytesMax;
    this.failures = failures;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) return 0;
    int got = next(into, from, length);
    if (got < 0) {
      ended = true;
      return got;
    }
    read += got;
    if (read > bytesMax) throw failures.tooLarge(bytesMax);
    return got;
  }

  private int next(byte[] into, int from, int length) throws GuardFailure {
    try {
      return inner.read(into, from, length);
    } catch (IOException e) {
      throw failures.of(e);
    }
  }

  /// Bytes that can be read without waiting.
  @Override
  public int available() throws IOException {
    return inner.available();
  }

  boolean isEnded() {
    return ended;
  }
}
