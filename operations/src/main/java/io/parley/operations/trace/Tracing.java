package io.parley.operations.trace;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.parley.core.model.LanguageModel;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tool.Tools;
import io.parley.core.trace.TraceParent;
import io.parley.http.route.RequestTrace;
import io.parley.http.route.RequestTraces;
import io.parley.sessions.TurnTraces;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Records traces of this node's work and sends them to a collector; does nothing when none is set.
/// Thread safe.
public final class Tracing implements RequestTraces, AutoCloseable {
  private static final int ATTRIBUTE_LENGTH_MAX = 256;
  private static final int EVENTS_MAX = 64;

  private static final Tracing OFF = new Tracing(Optional.empty());

  private final Optional<Drawing> drawing;

  private record Drawing(
      SdkTracerProvider provider, Tracer tracer, OpenTurns turns, TraceSettings settings) {}

  private Tracing(Optional<Drawing> drawing) {
    this.drawing = drawing;
  }

  /// Tracing switched off, at no cost.
  public static Tracing off() {
    return OFF;
  }

  /// @param settings empty to trace nothing
  /// @param version of the program
  public static Tracing start(
      Optional<TraceSettings> settings, String version, MeterRegistry registry) {
    return settings.map(to -> start(to, version, registry)).orElse(OFF);
  }

  private static Tracing start(TraceSettings settings, String version, MeterRegistry registry) {
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.url())
            .setHeaders(settings::headers)
            .setTimeout(settings.timeout())
            // the next batch is the retry; the queue is bounded meanwhile
            .setRetryPolicy(null)
            .build();
    var provider =
        SdkTracerProvider.builder()
            .setResource(resource(settings.service(), version))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sampleRatio())))
            .setSpanLimits(
                SpanLimits.builder()
                    .setMaxAttributeValueLength(ATTRIBUTE_LENGTH_MAX)
                    .setMaxNumberOfEvents(EVENTS_MAX)
                    .build())
            .addSpanProcessor(new SpanQueue(exporter, settings, registry))
            .build();
    var tracer = provider.get("io.parley", version);
    return new Tracing(Optional.of(new Drawing(provider, tracer, new OpenTurns(tracer), settings)));
  }

  private static Resource resource(String service, String version) {
    return Resource.getDefault()
        .merge(
            Resource.create(
                Attributes.of(
                    AttributeKey.stringKey("service.name"), service,
                    AttributeKey.stringKey("service.version"), version,
                    AttributeKey.stringKey("service.instance.id"), UUID.randomUUID().toString())));
  }

  @Override
  public RequestTrace request(String method, String route, Supplier<Optional<String>> traceparent) {
    return drawing
        .<RequestTrace>map(
            on -> {
              var caller =
                  on.settings().joinCallers()
                      ? TraceParent.of(traceparent.get())
                      : Optional.<TraceParent>empty();
              return new EdgeTrace(
                  on.tracer()
                      .spanBuilder(method + " " + route)
                      .setSpanKind(SpanKind.SERVER)
                      .setParent(Places.context(caller))
                      .setAttribute(Names.METHOD, method)
                      .setAttribute(Names.ROUTE, route)
                      .startSpan());
            })
        .orElse(RequestTrace.NONE);
  }

  @Override
  public RequestTrace frame(SessionKey session, SessionCommand command) {
    return drawing
        .<RequestTrace>map(
            on -> {
              var kind = command.getClass().getSimpleName().toLowerCase(Locale.ROOT);
              return new EdgeTrace(
                  on.tracer()
                      .spanBuilder("frame " + kind)
                      .setSpanKind(SpanKind.SERVER)
                      .setNoParent()
                      .setAttribute(Names.COMMAND, kind)
                      .setAttribute(Names.CONVERSATION, session.session().value())
                      .setAttribute(Names.TENANT, session.tenant().value())
                      .startSpan());
            })
        .orElse(RequestTrace.NONE);
  }

  /// For the sessions of this node.
  public TurnTraces turns() {
    return drawing.<TurnTraces>map(Drawing::turns).orElse(TurnTraces.NONE);
  }

  /// @param provider of the model
  public LanguageModel traced(LanguageModel model, ModelProvider provider) {
    return drawing
        .<LanguageModel>map(on -> new TracedModel(model, provider, on.tracer(), on.turns()))
        .orElse(model);
  }

  public Tools traced(Tools tools) {
    return drawing.<Tools>map(on -> new TracedTools(tools, on.tracer(), on.turns())).orElse(tools);
  }

  /// Sends queued spans, within `parley.tracing.flush`.
  @Override
  public void close() {
    drawing.ifPresent(
        on ->
            on.provider().shutdown().join(on.settings().flush().toMillis(), TimeUnit.MILLISECONDS));
  }
}
