package io.parley.voice.sip.message;

import io.parley.voice.sip.message.Parsed.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message's lines before its body, unfolded, with nothing but names and values told apart.
///
/// @param headers the readable ones, even if there is trouble
/// @param trouble the first thing wrong with them
record Head(String startLine, Headers headers, Optional<Malformed> trouble) {

  /// Collects the lines.
  private static final class Lines {
    private final MessageLimits limits;
    private final List<Header> headers = new ArrayList<>();
    private Malformed trouble;

    Lines(MessageLimits limits) {
      this.limits = limits;
    }

    void refuse(Malformed e) {
      if (trouble == null) trouble = e;
    }

    boolean checkEnds(CharSequence line) {
      for (int i = 0; i < line.length(); i++)
        if (line.charAt(i) == '\r' || line.charAt(i) == '\n') {
          refuse(Malformed.expected("line", "half a line end", "CR LF"));
          return false;
        }
      return true;
    }

    /// @return whether more may follow
    boolean add(String line) {
      if (headers.size() == limits.headersMax()) {
        refuse(Malformed.tooMany("headers", limits.headersMax()));
        return false;
      }
      int colon = line.indexOf(':');
      var name = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
      if (Chars.isToken(name)) headers.add(new Header(name, line.substring(colon + 1).strip()));
      else refuse(Malformed.expected("header", "no name", "a token and ':'"));
      return true;
    }
  }

  /// @param end index of the empty line
  static Head read(byte[] bytes, int from, int end, MessageLimits limits) {
    var text = decoded(bytes, from, end);
    var lines = new Lines(limits);
    int startEnd = lineEnd(text, 0);
    if (startEnd > limits.lineMax())
      lines.refuse(Malformed.tooMany("line, units", limits.lineMax()));
    lines.checkEnds(text.substring(0, startEnd));
    int at = Math.min(text.length(), startEnd + 2);
    while (at < text.length()) {
      int lineEnd = lineEnd(text, at);
      var line = new StringBuilder().append(text, at, lineEnd);
      at = Math.min(text.length(), lineEnd + 2);
      while (at < text.length() && Chars.isSpace(text.charAt(at))) {
        lineEnd = lineEnd(text, at);
        while (!line.isEmpty() && Chars.isSpace(line.charAt(line.length() - 1)))
          line.setLength(line.length() - 1);
        line.append(' ').append(text.substring(at, lineEnd).stripLeading());
        at = Math.min(text.length(), lineEnd + 2);
      }
      if (line.length() > limits.lineMax())
        lines.refuse(Malformed.tooMany("line, units", limits.lineMax()));
      else if (lines.checkEnds(line) && !lines.add(line.toString())) break;
    }
    return new Head(
        text.substring(0, startEnd),
        new Headers(lines.headers),
        Optional.ofNullable(lines.trouble));
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf("\r\n", from);
    return end < 0 ? text.length() : end;
  }

  /// As UTF-8; what is not, as the Latin-1 that some old telephones write into names.
  private static String decoded(byte[] bytes, int from, int end) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, end - from))
          .toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }
  }

  /// @throws Malformed for the first thing that is wrong
  void check() {
    if (trouble.isPresent()) throw trouble.get();
  }

  /// As Content-Length says.
  ///
  /// @throws Malformed with 400 if it is said twice or wrongly, with 413 if it is too much
  Optional<Integer> bodyLength(MessageLimits limits) {
    if (headers.all().stream().filter(header -> header.is(HeaderType.CONTENT_LENGTH)).count() > 1)
      throw Malformed.expected("Content-Length", "two", "one");
    return headers
        .first(HeaderType.CONTENT_LENGTH)
        .map(length -> checkedLength(length.intValue(), limits));
  }

  /// @throws Malformed with 413 if it is too much
  static int checkedLength(int length, MessageLimits limits) {
    if (length > limits.bodyBytesMax())
      throw new Malformed(
          413, "body: %d bytes (expected: at most %d)".formatted(length, limits.bodyBytesMax()));
    return length;
  }

  /// With the response that is due: none to a response, to an ACK, and to a request that does not
  /// say where to.
  Refused refused(Malformed why) {
    boolean isDue =
        !startLine.startsWith("SIP/")
            && !startLine.startsWith(Method.ACK + " ")
            && startLine.indexOf(' ') > 0
            && hasWay();
    return new Refused(
        why.getMessage(),
        isDue ? Optional.of(Response.to(headers, why.status())) : Optional.empty());
  }

  private boolean hasWay() {
    try {
      return !headers.all(HeaderType.VIA).isEmpty();
    } catch (Malformed _) {
      return false;
    }
  }
}
