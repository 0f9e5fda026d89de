package io.parley.operations.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.parley.core.trace.TraceParent;
import java.util.Optional;

/// Conversions between OpenTelemetry's contexts and those sent between nodes.
final class Places {
  private Places() {}

  static TraceParent of(Span span) {
    var at = span.getSpanContext();
    return new TraceParent(
        "00-" + at.getTraceId() + "-" + at.getSpanId() + "-" + at.getTraceFlags().asHex());
  }

  /// The context whose parent is `place`; without a valid one a new trace begins.
  static Context context(Optional<TraceParent> place) {
    return place
        .filter(TraceParent::isValid)
        .map(under -> Context.root().with(Span.wrap(remote(under))))
        .orElseGet(Context::root);
  }

  /// @param place a valid one
  static SpanContext remote(TraceParent place) {
    return SpanContext.createFromRemoteParent(
        place.trace(),
        place.span(),
        place.isSampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }
}
