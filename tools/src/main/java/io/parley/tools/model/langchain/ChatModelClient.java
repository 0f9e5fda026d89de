package io.parley.tools.model.langchain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/// One model at one endpoint. It tries once: the caller decides whether a failed call is made
/// again, or elsewhere. Every end is a completion or a [ModelFailure] with its category and, where
/// the server says so, how long to wait before the next call.
public final class ChatModelClient implements LanguageModel, AutoCloseable {
  private final ProviderSettings settings;
  private final Dialect dialect;
  private final StreamingHttp http;
  private final Semaphore places;
  private final AtomicInteger exchanges = new AtomicInteger();
  private final ExecutorService threads;
  private final ScheduledExecutorService timer;
  private final boolean isTimerOwn;

  ChatModelClient(
      ProviderSettings settings,
      Function<HttpClientBuilder, Dialect> dialect,
      InstantSource clock) {
    this(settings, dialect, clock, timer(settings), true);
  }

  /// @param isTimerOwn whether it is stopped with this client
  private ChatModelClient(
      ProviderSettings settings,
      Function<HttpClientBuilder, Dialect> dialect,
      InstantSource clock,
      ScheduledExecutorService timer,
      boolean isTimerOwn) {
    this.settings = settings;
    this.places = new Semaphore(settings.callsMax());
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name(threadName(settings) + "-", 0).factory());
    this.timer = timer;
    this.isTimerOwn = isTimerOwn;
    this.http = new StreamingHttp(settings.endpoint(), settings.connectTimeout(), threads, clock);
    this.dialect = dialect.apply(http.asBuilder());
  }

  /// One of many, by a timer for all of them.
  static ChatModelClient timedBy(
      ScheduledExecutorService timer,
      ProviderSettings settings,
      Function<HttpClientBuilder, Dialect> dialect,
      InstantSource clock) {
    return new ChatModelClient(settings, dialect, clock, timer, false);
  }

  private static ScheduledExecutorService timer(ProviderSettings settings) {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name(threadName(settings) + "-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static String threadName(ProviderSettings settings) {
    return "model-" + settings.name();
  }

  @Override
  public String name() {
    return settings.model();
  }

  @Override
  public Cancellable start(Prompt prompt, ReplyListener listener) {
    if (!places.tryAcquire()) {
      listener.failed(
          Failures.of(
              Category.UNAVAILABLE,
              "too many calls of the model at once (expected: ≤ %d)"
                  .formatted(settings.callsMax())));
      return () -> {};
    }
    var names = ToolNames.of(prompt);
    var answers = new Answers(settings.model(), prompt, names);
    var call =
        new Call(
            listener,
            dialect.reading(),
            answers,
            settings.silenceTimeout(),
            timer,
            places::release);
    exchanges.incrementAndGet();
    try {
      threads.execute(() -> exchange(prompt, names, call));
    } catch (RejectedExecutionException e) {
      exchanges.decrementAndGet();
      call.fail(closed(e));
    }
    return call;
  }

  /// Calls under way end as if their server had disconnected.
  @Override
  public void close() {
    threads.shutdownNow();
    if (isTimerOwn) timer.shutdownNow();
    http.close();
  }

  /// Exchanges with the server that are not over; one may outlast its call for a moment.
  int exchanges() {
    return exchanges.get();
  }

  private void exchange(Prompt prompt, ToolNames names, Call call) {
    Consumer<ObjectNode> completed = body -> dialect.complete(body, prompt, names);
    try {
      call.begin(Thread.currentThread(), settings.totalTimeout());
      if (call.isOver()) return;
      var request =
          ChatRequest.builder()
              .messages(ChatMessages.of(prompt, names))
              .parameters(dialect.parameters(prompt))
              .build();
      ScopedValue.where(StreamingHttp.EXCHANGE, new StreamingHttp.Exchange(call, completed))
          .run(() -> dialect.chat().chat(request, call));
    } catch (RejectedExecutionException e) {
      call.fail(closed(e));
    } catch (RuntimeException e) {
      call.onError(e);
    } finally {
      // the listener always gets an end
      call.fail(Failures.of(Category.UNAVAILABLE, "the model call was aborted"));
      call.left();
      exchanges.decrementAndGet();
    }
  }

  private static ModelFailure closed(RejectedExecutionException cause) {
    return new ModelFailure(Category.UNAVAILABLE, "the model is closed", cause);
  }
}
