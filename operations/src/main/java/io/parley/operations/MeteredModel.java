package io.parley.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.ForwardingListener;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/// A model with metrics of its calls: their number, results, time to the first word and to the
/// last, and usage.
public final class MeteredModel implements LanguageModel {
  private final LanguageModel model;
  private final MeterRegistry registry;
  private final Function<Prompt, String> label;

  public MeteredModel(LanguageModel model, MeterRegistry registry) {
    this(model, registry, _ -> model.name());
  }

  /// @param label of the model that answers, of few: an organisation may choose names of its own
  public MeteredModel(LanguageModel model, MeterRegistry registry, Function<Prompt, String> label) {
    this.model = model;
    this.registry = registry;
    this.label = label;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    return model.start(prompt, new Measured(prompt, listener));
  }

  private final class Measured extends ForwardingListener {
    private final String purpose;
    private final String name;
    private final long began = System.nanoTime();
    private boolean spoke;

    Measured(Prompt prompt, ReplyListener listener) {
      super(listener);
      this.purpose = prompt.purpose().name().toLowerCase(Locale.ROOT);
      this.name = label.apply(prompt);
    }

    @Override
    public void text(String chunk) {
      if (!spoke) record("parley.model.first.token", "");
      spoke = true;
      super.text(chunk);
    }

    @Override
    public void used(Usage usage) {
      count("input", usage.inputTokens());
      count("output", usage.outputTokens());
      super.used(usage);
    }

    @Override
    public void completed(Completion completion) {
      record("parley.model.calls", completion.toolRequests().isEmpty() ? "reply" : "tools");
      count("input", completion.usage().inputTokens());
      count("output", completion.usage().outputTokens());
      super.completed(completion);
    }

    @Override
    public void failed(ModelFailure failure) {
      record("parley.model.calls", failure.category().name().toLowerCase(Locale.ROOT));
      super.failed(failure);
    }

    private void record(String meter, String outcome) {
      var timer = Timer.builder(meter).tag("model", name).tag("purpose", purpose);
      if (!outcome.isEmpty()) timer.tag("outcome", outcome);
      timer.register(registry).record(Duration.ofNanos(System.nanoTime() - began));
    }

    private void count(String direction, int tokens) {
      registry
          .counter("parley.model.tokens", "model", name, "direction", direction)
          .increment(tokens);
    }
  }
}
