package io.parley.voice.sip.message;

import io.parley.voice.sip.message.Parsed.Refused;
import io.parley.voice.sip.message.Parsed.Whole;
import java.util.HashMap;
import java.util.Optional;

/// Reads messages from bytes (RFC 3261, sections 7 and 25): short names, folded lines, several
/// values in a line. Lines end with CR LF. It refuses with 400 where RFC 4475 leaves the choice.
/// Without state: for any number of threads.
public final class MessageParser {
  private static final String VERSION = "SIP/2.0";

  static final String NO_END = "head: no end within the limit (expected: an empty line)";

  /// The line ends between headers and body.
  static final int HEAD_END = 4;

  private final MessageLimits limits;

  public MessageParser(MessageLimits limits) {
    this.limits = limits;
  }

  /// Reads a datagram. Empty lines before the message are passed over, as are bytes after its body.
  ///
  /// @return empty for a datagram of line ends alone, which keeps an address open
  public Optional<Parsed> datagram(byte[] bytes, int length) {
    int from = 0;
    while (from < length && (bytes[from] == '\r' || bytes[from] == '\n')) from++;
    if (from == length) return Optional.empty();
    int end = headEnd(bytes, from, Math.min(length, from + limits.headBytesMax()));
    if (end < 0) return Optional.of(new Refused(NO_END, Optional.empty()));
    var head = Head.read(bytes, from, end, limits);
    int rest = length - end - HEAD_END;
    try {
      int bodyLength = head.bodyLength(limits).orElseGet(() -> Head.checkedLength(rest, limits));
      if (bodyLength > rest)
        throw Malformed.expected("Content-Length", "more than came", "at most " + rest);
      int bodyFrom = end + HEAD_END;
      return Optional.of(whole(head, Body.of(bytes, bodyFrom, bodyFrom + bodyLength)));
    } catch (Malformed e) {
      return Optional.of(head.refused(e));
    }
  }

  /// The index of the empty line, or -1.
  static int headEnd(byte[] bytes, int from, int to) {
    for (int i = from; i + 3 < to; i++)
      if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n')
        return i;
    return -1;
  }

  /// A message of this head and body, or its refusal.
  Parsed whole(Head head, Body body) {
    try {
      return new Whole(message(head, body));
    } catch (Malformed e) {
      return head.refused(e);
    }
  }

  private SipMessage message(Head head, Body body) {
    head.check();
    var message =
        head.startLine().startsWith(VERSION + " ") ? response(head, body) : request(head, body);
    check(message.headers());
    if (message instanceof Request request && !request.method().equals(request.cseq().method()))
      throw Malformed.expected("CSeq", "another method", "that of the request");
    return message;
  }

  private Request request(Head head, Body body) {
    var parts = Scan.split(head.startLine(), ' ');
    if (parts.size() != 3 || !Chars.isToken(parts.getFirst()))
      throw Malformed.expected(
          "start line", parts.size() + " parts", "a method, a URI and SIP/2.0, one space between");
    var version = parts.getLast();
    if (!version.equalsIgnoreCase(VERSION)) {
      boolean isOther = version.regionMatches(true, 0, "SIP/", 0, 4);
      throw new Malformed(isOther ? 505 : 400, "version: another one (expected: SIP/2.0)");
    }
    var uri = Uri.parse(parts.get(1), limits);
    if (uri instanceof SipUri sip && !sip.headers().isEmpty())
      throw Malformed.expected("start line", "headers in the URI", "none");
    return new Request(parts.getFirst(), uri, head.headers(), body);
  }

  private static Response response(Head head, Body body) {
    var line = head.startLine();
    int from = VERSION.length() + 1;
    boolean isStatus = line.length() > from + 3 && line.charAt(from + 3) == ' ';
    for (int i = from; isStatus && i < from + 3; i++) isStatus = Chars.isDigit(line.charAt(i));
    int status = isStatus ? Integer.parseInt(line, from, from + 3, 10) : 0;
    if (status < 100 || status > 699)
      throw Malformed.expected("start line", "another status", "100 to 699 and a space");
    return new Response(status, line.substring(from + 4), head.headers(), body);
  }

  /// Reads every typed header once.
  private void check(Headers headers) {
    var counts = new HashMap<HeaderType<?>, Integer>();
    for (var header : headers.all()) {
      var type = HeaderType.named(header.name()).orElse(null);
      if (type == null) continue;
      boolean isSecond = counts.containsKey(type);
      if (isSecond && type.isOnce() && !type.isAdvice())
        throw Malformed.expected(type.name(), "two", "one");
      int count = counts.merge(type, type.check(header.value(), limits), Integer::sum);
      if (count > limits.valuesMax()) throw Malformed.tooMany(type.name(), limits.valuesMax());
    }
    for (var type : Response.REPEATED)
      if (counts.getOrDefault(type, 0) == 0) throw Malformed.expected(type.name(), "none", "one");
  }
}
