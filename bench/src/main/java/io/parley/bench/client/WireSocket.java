package io.parley.bench.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/// A WebSocket with blocking calls (the part of RFC 6455 that a chat needs: text frames, pings,
/// closing). For one thread.
public final class WireSocket implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int BUFFER = 16 * 1024;
  private static final int TEXT = 0x81;
  private static final int PONG = 0x8A;
  private static final int MASKED = 0x80;
  private static final int FRAME_MAX = 16 << 20;

  private final Socket socket;
  private final InputStream in;

  private WireSocket(Socket socket, InputStream in) {
    this.socket = socket;
    this.in = in;
  }

  /// @param silence milliseconds without a byte after which a read fails
  public static WireSocket connect(URI server, String path, String subprotocols, int silence)
      throws IOException {
    var socket = new Socket();
    boolean open = false;
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), CONNECT_MILLIS);
      socket.setSoTimeout(silence);
      var in = new BufferedInputStream(socket.getInputStream(), BUFFER);
      shakeHands(socket, in, server, path, subprotocols);
      open = true;
      return new WireSocket(socket, in);
    } finally {
      if (!open) socket.close();
    }
  }

  private static void shakeHands(
      Socket socket, InputStream in, URI server, String path, String subprotocols)
      throws IOException {
    var nonce = new byte[16];
    ThreadLocalRandom.current().nextBytes(nonce);
    var request =
        """
        GET %s HTTP/1.1\r
        Host: %s:%d\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: %s\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Protocol: %s\r
        \r
        """
            .formatted(
                path,
                server.getHost(),
                server.getPort(),
                Base64.getEncoder().encodeToString(nonce),
                subprotocols);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var status = line(in);
    if (!status.contains(" 101 ")) throw new IOException("handshake: " + status);
    var header = line(in);
    while (!header.isEmpty()) header = line(in);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) throw new EOFException("the server hung up in the handshake");
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }

  public void send(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  private void send(int kind, byte[] payload) throws IOException {
    var frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) kind);
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(payload.length);
    }
    int mask = ThreadLocalRandom.current().nextInt();
    frame.putInt(mask);
    for (int i = 0; i < payload.length; i++)
      frame.put((byte) (payload[i] ^ (mask >>> (24 - 8 * (i & 3)))));
    socket.getOutputStream().write(frame.array(), 0, frame.position());
  }

  /// The next text. Fails with `EOFException` when the server closes.
  public String read() throws IOException {
    var whole = new byte[0];
    while (true) {
      int head = next();
      int second = next();
      var payload = in.readNBytes(length(second));
      switch (head & 0x0F) {
        case 0x8 -> throw new EOFException("closed by the server: " + code(payload));
        case 0x9 -> send(PONG, payload);
        case 0x0, 0x1 -> {
          whole = whole.length == 0 ? payload : joined(whole, payload);
          if ((head & 0x80) != 0) return new String(whole, StandardCharsets.UTF_8);
        }
        case 0xA -> {} // an unsolicited pong
        default -> throw new IOException("a frame of kind " + (head & 0x0F));
      }
    }
  }

  private int length(int second) throws IOException {
    int length = second & 0x7F;
    if (length == 126) return next() << 8 | next();
    if (length < 126) return length;
    long whole = ByteBuffer.wrap(in.readNBytes(8)).getLong();
    if (whole > FRAME_MAX) throw new IOException("a frame of " + whole + " bytes");
    return (int) whole;
  }

  private int next() throws IOException {
    int next = in.read();
    if (next < 0) throw new EOFException("the server hung up");
    return next;
  }

  private static int code(byte[] payload) {
    return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /// Disconnects without a close frame, like a phone in a tunnel.
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
