package io.parley.operations.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import io.parley.http.json.JsonText;
import java.time.Duration;
import java.util.List;

/// One provider's model with a span for each call: `chat MODEL`. Questions and answers are left
/// out.
final class TracedModel implements LanguageModel {
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private final LanguageModel model;
  private final ModelProvider provider;
  private final Tracer tracer;
  private final OpenTurns turns;

  TracedModel(LanguageModel model, ModelProvider provider, Tracer tracer, OpenTurns turns) {
    this.model = model;
    this.provider = provider;
    this.tracer = tracer;
    this.turns = turns;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    var session = prompt.origin().session();
    // summaries and memories are made outside of turns
    var under = prompt.purpose() == Purpose.REPLY ? turns.context(session) : Context.root();
    var span =
        tracer
            .spanBuilder("chat " + name())
            .setParent(under)
            .setSpanKind(provider.isRemote() ? SpanKind.CLIENT : SpanKind.INTERNAL)
            .setAttribute(Names.OPERATION, "chat")
            .setAttribute(Names.PROVIDER, provider.name())
            .setAttribute(Names.REQUEST_MODEL, name())
            .setAttribute(Names.MAX_TOKENS, prompt.outputTokensMax())
            .setAttribute(Names.CONVERSATION, session.session().value())
            .setAttribute(Names.TENANT, session.tenant().value())
            .setAttribute(Names.PURPOSE, JsonText.word(prompt.purpose()))
            .startSpan();
    if (!span.isRecording()) return model.start(prompt, listener);
    var call = model.start(prompt, new Traced(span, listener));
    return () -> {
      call.cancel();
      // an ended span cannot be changed
      span.setAttribute(Names.OUTCOME, "cancelled").end();
    };
  }

  private static final class Traced implements ReplyListener {
    private final Span span;
    private final ReplyListener listener;
    private final long began = System.nanoTime();
    private boolean spoke;

    Traced(Span span, ReplyListener listener) {
      this.span = span;
      this.listener = listener;
    }

    @Override
    public void text(String chunk) {
      if (!spoke) span.setAttribute(Names.FIRST_CHUNK, (System.nanoTime() - began) / NANOS);
      spoke = true;
      listener.text(chunk);
    }

    @Override
    public void restarted() {
      span.addEvent("restarted");
      listener.restarted();
    }

    @Override
    public void used(Usage usage) {
      span.setAttribute(Names.INPUT_TOKENS, usage.inputTokens())
          .setAttribute(Names.OUTPUT_TOKENS, usage.outputTokens());
      listener.used(usage);
    }

    @Override
    public void completed(Completion completion) {
      boolean calls = !completion.toolRequests().isEmpty();
      span.setAttribute(Names.RESPONSE_MODEL, completion.usage().model())
          .setAttribute(Names.INPUT_TOKENS, completion.usage().inputTokens())
          .setAttribute(Names.OUTPUT_TOKENS, completion.usage().outputTokens())
          .setAttribute(Names.FINISH_REASONS, List.of(calls ? "tool_calls" : "stop"))
          .setAttribute(Names.OUTCOME, calls ? "tools" : "reply")
          .end();
      listener.completed(completion);
    }

    @Override
    public void failed(ModelFailure failure) {
      var category = JsonText.word(failure.category());
      span.setAttribute(Names.ERROR_TYPE, category)
          .setAttribute(Names.OUTCOME, "failed")
          .setStatus(StatusCode.ERROR)
          .end();
      listener.failed(failure);
    }
  }
}
