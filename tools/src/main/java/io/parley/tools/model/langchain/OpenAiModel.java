package io.parley.tools.model.langchain;

import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.parley.core.model.Cancellable;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;

/// A model behind OpenAI's chat completions API, OpenAI's own or any server that speaks it. It
/// tries once: whether a failed call is made again is for the caller to say.
public final class OpenAiModel implements LanguageModel, AutoCloseable {
  private final OpenAiSettings settings;
  private final OpenAiStreamingChatModel model;
  private final StreamingHttp http;
  private final Requests requests;
  private final Answers answers;
  private final Semaphore places;
  private final ExecutorService threads;
  private final ScheduledThreadPoolExecutor timer;

  public OpenAiModel(OpenAiSettings settings) {
    this.settings = settings;
    this.requests = new Requests(settings);
    this.answers = new Answers(settings);
    this.places = new Semaphore(settings.callsMax());
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("openai-", 0).factory());
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("openai-timer-", 0).factory());
    timer.setRemoveOnCancelPolicy(true);
    this.http =
        new StreamingHttp(
            settings.connectTimeout(), settings.baseUrl().getScheme().equals("http"), threads);
    var builder =
        OpenAiStreamingChatModel.builder()
            .httpClientBuilder(http.asBuilder())
            .baseUrl(settings.baseUrl().toString())
            .modelName(settings.model())
            .logRequests(false)
            .logResponses(false);
    settings.apiKey().ifPresent(builder::apiKey);
    this.model = builder.build();
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
    var call =
        new Call(
            listener,
            (response, said) -> answers.of(response, said, prompt, names),
            settings.silenceTimeout(),
            timer,
            places::release);
    try {
      threads.execute(() -> exchange(prompt, names, call));
    } catch (RejectedExecutionException e) {
      call.fail(new ModelFailure(Category.UNAVAILABLE, "the model is closed", e));
    }
    return call;
  }

  /// Calls under way end as if their server had gone.
  @Override
  public void close() {
    threads.shutdownNow();
    timer.shutdownNow();
    http.close();
  }

  private void exchange(Prompt prompt, ToolNames names, Call call) {
    try {
      call.begin(Thread.currentThread(), settings.totalTimeout());
      if (call.isOver()) return;
      ScopedValue.where(StreamingHttp.CALL, call)
          .run(() -> model.chat(requests.of(prompt, names), call));
    } catch (RuntimeException e) {
      call.onError(e);
    } finally {
      // whatever happened, the listener hears an end
      call.fail(Failures.of(Category.UNAVAILABLE, "the call of the model was broken off"));
    }
  }
}
