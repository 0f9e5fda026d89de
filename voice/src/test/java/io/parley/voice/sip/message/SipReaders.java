package io.parley.voice.sip.message;

import io.parley.core.fuzz.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Everything that reads a peer's messages, for hostile texts: within the limits of the product and
/// without any, and each typed header.
public final class SipReaders {
  private static final String REQUEST =
      """
      OPTIONS sip:a@b SIP/2.0
      v: SIP/2.0/UDP c;branch=z9hG4bKx
      f: <sip:c@c>;tag=1
      t: <sip:a@b>
      i: x
      CSeq: 1 OPTIONS
      """
          .replace("\n", "\r\n");

  private static final MessageLimits UNLIMITED =
      new MessageLimits(65_535, 1 << 20, 1 << 20, 1 << 20, 1 << 20, 1 << 20, 1 << 20);

  private SipReaders() {}

  public static List<Reader> all() {
    return List.of(
        datagram("a datagram", MessageLimits.DEFAULTS, text -> text),
        datagram("the lines of a request", UNLIMITED, text -> REQUEST + text + "\r\n\r\n"),
        datagram("the start line", UNLIMITED, text -> text + REQUEST.substring(23) + "\r\n"),
        header("Via: SIP/2.0/UDP "),
        header("Contact: "),
        header("Contact: <sip:a"),
        header("Route: <"),
        header("Retry-After: 1 ("),
        header("Replaces: a"),
        header("Warning: 399 a "),
        header("Authorization: Digest "),
        header("Content-Type: a/b"),
        header("Supported: "),
        new Reader("a stream", SipReaders::stream));
  }

  private static Reader header(String start) {
    return datagram(start, UNLIMITED, text -> REQUEST + start + text + "\r\n\r\n");
  }

  private static Reader datagram(
      String name, MessageLimits limits, Function<String, String> message) {
    var parser = new MessageParser(limits);
    return new Reader(
        "SIP, " + name,
        text -> {
          var bytes = message.apply(text).getBytes(StandardCharsets.UTF_8);
          parser.datagram(bytes, bytes.length);
        });
  }

  private static void stream(String text) {
    var framer = new StreamFramer(MessageLimits.DEFAULTS);
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += 100) {
      int length = Math.min(100, bytes.length - at);
      framer.put(Arrays.copyOfRange(bytes, at, at + length), length);
      while (framer.next().isPresent()) {}
    }
  }
}
