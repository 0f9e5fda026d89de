package io.parley.tools.mcp.rpc;

import io.parley.tools.mcp.rpc.McpFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads lines of a stream, each up to a limit, so that a server cannot fill the memory.
public final class Bytes {
  private static final int BUFFER = 8 * 1024;

  private final InputStream in;
  private final int lineMax;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private boolean afterReturn;

  public Bytes(InputStream in, int lineMax) {
    this.in = in;
    this.lineMax = lineMax;
  }

  /// The next line without its end (LF, CR LF or CR); empty at the end of the stream. A last line
  /// without an end is dropped: it was cut off.
  public Optional<byte[]> line() throws IOException, McpFailure {
    var line = new ByteArrayOutputStream();
    while (true) {
      if (at == end) {
        end = in.read(buffer);
        at = 0;
        if (end < 0) {
          end = 0;
          return Optional.empty();
        }
      }
      int from = at;
      if (afterReturn && end > at) {
        afterReturn = false;
        if (buffer[at] == '\n') from = ++at;
      }
      while (at < end && buffer[at] != '\n' && buffer[at] != '\r') at++;
      line.write(buffer, from, at - from);
      if (line.size() > lineMax) throw tooLarge(lineMax);
      if (at < end) {
        afterReturn = buffer[at++] == '\r';
        return Optional.of(line.toByteArray());
      }
    }
  }

  /// All of a stream, up to a limit.
  public static byte[] all(InputStream in, int max) throws IOException, McpFailure {
    var bytes = in.readNBytes(max + 1);
    if (bytes.length > max) throw tooLarge(max);
    return bytes;
  }

  private static McpFailure tooLarge(int max) {
    return new McpFailure(Kind.TOO_LARGE, "a message over %d bytes".formatted(max));
  }
}
