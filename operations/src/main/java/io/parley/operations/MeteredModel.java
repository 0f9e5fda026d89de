package io.parley.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Completion;
import io.parley.core.model.ForwardingListener;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.Prompt;
import io.parley.core.model.Purpose;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.Usage;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A model with metrics of its calls: their number, results, time to the first word and to the
/// last, and usage. Meters are kept: to find one by its tags, the registry sorts and copies them.
public final class MeteredModel implements LanguageModel {
  private final LanguageModel model;
  private final MeterRegistry registry;
  private final Function<Prompt, String> label;
  private final Map<TimerKey, Timer> timers = new ConcurrentHashMap<>();
  private final Map<CounterKey, Counter> counters = new ConcurrentHashMap<>();

  /// @param outcome empty where the meter has none
  private record TimerKey(String meter, String model, Purpose purpose, String outcome) {}

  private record CounterKey(String model, String direction) {}

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
    private final Purpose purpose;
    private final String name;
    private final long began = System.nanoTime();
    private boolean spoke;

    Measured(Prompt prompt, ReplyListener listener) {
      super(listener);
      this.purpose = prompt.purpose();
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
      timers
          .computeIfAbsent(
              new TimerKey(meter, name, purpose, outcome), key -> registered(key, registry))
          .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
    }

    private void count(String direction, int tokens) {
      counters
          .computeIfAbsent(new CounterKey(name, direction), key -> registered(key, registry))
          .increment(tokens);
    }
  }

  private static Timer registered(TimerKey key, MeterRegistry registry) {
    var timer =
        Timer.builder(key.meter())
            .tag("model", key.model())
            .tag("purpose", key.purpose().name().toLowerCase(Locale.ROOT));
    if (!key.outcome().isEmpty()) timer.tag("outcome", key.outcome());
    return timer.register(registry);
  }

  private static Counter registered(CounterKey key, MeterRegistry registry) {
    return registry.counter(
        "parley.model.tokens", "model", key.model(), "direction", key.direction());
  }
}
