package io.parley.core.trace;

import java.util.Optional;
import java.util.regex.Pattern;

/// A parent trace context: the `traceparent` of W3C Trace Context.
///
/// @param value `00-TRACE-SPAN-FLAGS` in small hexadecimal digits. Values from the store or from
///   other programs may have another form; see [#isValid]
public record TraceParent(String value) {
  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int SAMPLED = 1;
  private static final int TRACE = 3;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;

  /// The header of a caller, if it is valid.
  public static Optional<TraceParent> of(Optional<String> header) {
    return header.map(String::strip).map(TraceParent::new).filter(TraceParent::isValid);
  }

  public boolean isValid() {
    return FORM.matcher(value).matches();
  }

  /// Whether this trace is collected. This and the following methods require a valid value.
  public boolean isSampled() {
    return (Integer.parseInt(value.substring(FLAGS), 16) & SAMPLED) != 0;
  }

  /// 32 hexadecimal digits.
  public String trace() {
    return value.substring(TRACE, SPAN - 1);
  }

  /// 16 hexadecimal digits.
  public String span() {
    return value.substring(SPAN, FLAGS - 1);
  }
}
