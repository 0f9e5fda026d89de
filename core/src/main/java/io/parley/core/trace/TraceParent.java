package io.parley.core.trace;

import java.util.Optional;
import java.util.regex.Pattern;

/// A place in a trace, under which further work belongs: the `traceparent` of W3C Trace Context.
///
/// @param value `00-TRACE-SPAN-FLAGS` in small hexadecimal digits. What was stored or sent by
///   another program may have another form; see [#isValid]
public record TraceParent(String value) {
  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int SAMPLED = 1;
  private static final int TRACE = 3;
  private static final int SPAN = 36;
  private static final int FLAGS = 53;

  /// What a caller sent, when it has the form.
  public static Optional<TraceParent> of(Optional<String> header) {
    return header.map(String::strip).map(TraceParent::new).filter(TraceParent::isValid);
  }

  public boolean isValid() {
    return FORM.matcher(value).matches();
  }

  /// Whether somebody collects this trace. Only of a valid one, as all that follows.
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
