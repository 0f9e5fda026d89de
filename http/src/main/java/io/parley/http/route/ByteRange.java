package io.parley.http.route;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bytes of an answer that a request wants (RFC 9110, section 14). A header that asks for
/// several ranges, or that cannot be read, counts as none: it may be ignored.
public sealed interface ByteRange {
  /// All bytes.
  record Whole() implements ByteRange {}

  /// @param from the first byte; @param to the last one
  record Part(long from, long to) implements ByteRange {}

  /// There are no such bytes.
  record Beyond() implements ByteRange {}

  /// @param header the value of `Range`
  /// @param size of the whole, in bytes
  static ByteRange of(Optional<String> header, long size) {
    return header
        .map(Form.RANGE::matcher)
        .filter(Matcher::matches)
        .map(range -> Form.read(range.group(1), range.group(2), size))
        .orElseGet(Whole::new);
  }

  /// The form of the header.
  final class Form {
    /// One range, such as `bytes=0-499`, `bytes=500-` and, of the last bytes, `bytes=-500`.
    private static final Pattern RANGE =
        Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})", Pattern.CASE_INSENSITIVE);

    private Form() {}

    private static ByteRange read(String first, String last, long size) {
      if (first.isEmpty() && last.isEmpty()) return new Whole();
      if (first.isEmpty()) return suffix(Long.parseLong(last), size);
      long from = Long.parseLong(first);
      long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
      if (to < from) return new Whole();
      return from < size ? new Part(from, Math.min(to, size - 1)) : new Beyond();
    }

    private static ByteRange suffix(long count, long size) {
      return count == 0 || size == 0 ? new Beyond() : new Part(Math.max(0, size - count), size - 1);
    }
  }
}
