package io.parley.voice.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The server's end of a WebSocket (RFC 6455), as far as the double of an engine needs it.
public final class SocketDouble {
  private static final String KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;

  private final DataInputStream in;
  private final OutputStream out;

  /// The reaction to an open connection.
  @FunctionalInterface
  public interface Talk {
    void play(SocketDouble socket) throws IOException, InterruptedException;
  }

  /// @param opcode 1 text, 2 binary, 8 close; @param bytes as ISO 8859-1 has them, a character a
  ///   byte
  public record Message(int opcode, String bytes) {
    public byte[] payload() {
      return bytes.getBytes(ISO_8859_1);
    }

    public boolean isSound() {
      return opcode == BINARY;
    }

    public boolean isClose() {
      return opcode == CLOSE;
    }

    public String text() {
      return new String(payload(), UTF_8);
    }
  }

  private SocketDouble(ServerDouble.Exchange exchange) {
    this.in = new DataInputStream(exchange.in());
    this.out = exchange.out();
  }

  /// Answers the handshake.
  ///
  /// @param more headers
  public static SocketDouble open(
      ServerDouble.Request request, ServerDouble.Exchange exchange, String... more)
      throws IOException {
    var headers = new ArrayList<String>(List.of(more));
    headers.add("Upgrade: websocket");
    headers.add("Connection: Upgrade");
    headers.add("Sec-WebSocket-Accept: " + accept(request.headers().get("Sec-WebSocket-Key")));
    exchange.head(101, headers.toArray(String[]::new));
    return new SocketDouble(exchange);
  }

  /// @return the next message; one of close when the client has gone
  public Message next() throws IOException {
    try {
      int opcode = in.readUnsignedByte() & 0x0f;
      int length = in.readUnsignedByte() & 0x7f;
      if (length == 126) length = in.readUnsignedShort();
      else if (length == 127) length = Math.toIntExact(in.readLong());
      var mask = in.readNBytes(4);
      var payload = in.readNBytes(length);
      for (int i = 0; i < payload.length; i++) payload[i] ^= mask[i % 4];
      return new Message(opcode, new String(payload, ISO_8859_1));
    } catch (EOFException e) {
      return new Message(CLOSE, "");
    }
  }

  /// Reads on until the message is there, and leaves out what comes before it.
  public void until(String text) throws IOException {
    for (var message = next(); !message.text().equals(text); message = next())
      if (message.isClose()) throw new EOFException("closed in place of " + text);
  }

  public void untilClosed() throws IOException {
    var message = next();
    while (!message.isClose()) message = next();
  }

  public void text(String text) throws IOException {
    frame(TEXT, text.getBytes(UTF_8));
  }

  public void binary(byte[] bytes) throws IOException {
    frame(BINARY, bytes);
  }

  public void close(int code) throws IOException {
    frame(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
  }

  private void frame(int opcode, byte[] payload) throws IOException {
    out.write(0x80 | opcode);
    if (payload.length < 126) out.write(payload.length);
    else if (payload.length < 65_536) {
      out.write(126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    } else {
      out.write(127);
      for (int shift = 56; shift >= 0; shift -= 8)
        out.write((int) ((long) payload.length >> shift));
    }
    out.write(payload);
    out.flush();
  }

  private static String accept(String key) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1").digest((key + KEY).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(sha1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
