package io.parley.tools.model.langchain;

import com.fasterxml.jackson.core.JacksonException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.parley.core.model.Cancellable;
import io.parley.core.model.ModelFailure;
import io.parley.core.model.ModelFailure.Category;
import io.parley.core.model.ReplyListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// One call of the model, from its start to its single end: the answer, a failure, a timeout or a
/// cancellation, whichever is first. Everything that reaches the listener goes through here, one at
/// a time.
final class Call implements StreamingChatResponseHandler, Cancellable {
  /// A token has about four; a server that sends so many ignores the limit.
  private static final int CHARS_PER_TOKEN = 32;

  private static final long CHARS_MIN = 20_000;

  /// How long a server may take to close the stream of an answer that is whole. The connection can
  /// be used again if it does.
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final ReplyListener listener;
  private final Reading reading;
  private final Answers answers;
  private final Duration silence;
  private final ScheduledExecutorService timer;
  private final Runnable leave;
  private final Thoughts thoughts = new Thoughts();
  private final long charsMax;
  private final StringBuilder said = new StringBuilder();
  private final ReentrantLock lock = new ReentrantLock();

  private volatile long heardAt = System.nanoTime();
  private volatile boolean over;
  private volatile boolean sent;
  private Thread thread;
  private ScheduledFuture<?> deadline;
  private ScheduledFuture<?> watch;
  private ScheduledFuture<?> lingering;

  /// @param leave called once, when the call is over
  Call(
      ReplyListener listener,
      Reading reading,
      Answers answers,
      Duration silence,
      ScheduledExecutorService timer,
      Runnable leave) {
    this.listener = listener;
    this.reading = reading;
    this.answers = answers;
    this.charsMax =
        Math.max(CHARS_MIN, (long) answers.prompt().outputTokensMax() * CHARS_PER_TOKEN);
    this.silence = silence;
    this.timer = timer;
    this.leave = leave;
  }

  /// @param on the thread that makes the exchange; interrupted when the call ends early
  void begin(Thread on, Duration total) {
    lock.lock();
    try {
      thread = on;
      if (over) return;
      heardAt = System.nanoTime();
      deadline = later(() -> timeout("in time"), total);
      watch = later(this::watchSilence, silence);
    } finally {
      lock.unlock();
    }
  }

  boolean isOver() {
    return over;
  }

  /// The request goes out.
  void sent() {
    sent = true;
  }

  /// A byte arrived.
  void heard() {
    heardAt = System.nanoTime();
  }

  Reading reading() {
    return reading;
  }

  /// The server has ended the answer; it still has to close the stream, which some forget.
  void wholeHeard() {
    lock.lock();
    try {
      linger();
    } finally {
      lock.unlock();
    }
  }

  /// The exchange is over, too.
  void left() {
    lock.lock();
    try {
      thread = null;
      if (lingering != null) lingering.cancel(false);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void cancel() {
    brokenOff(sent, () -> {});
  }

  void fail(ModelFailure failure) {
    // a server that refuses, or cannot be reached, has read nothing; a slow one may have
    brokenOff(sent && failure.category() == Category.TIMEOUT, () -> listener.failed(failure));
  }

  /// @param mayHaveRead whether the server may have read the prompt, although it has sent nothing
  private void brokenOff(boolean mayHaveRead, Runnable last) {
    end(
        () -> {
          boolean counted = reading.input().isPresent() || reading.output().isPresent();
          if (mayHaveRead || counted || !said.isEmpty())
            listener.used(answers.brokenOff(said.toString(), reading));
          last.run();
        },
        true);
  }

  @Override
  public void onPartialResponse(String text) {
    show(thoughts.shown(text));
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    show(thoughts.rest());
    if (!reading.isWhole()) {
      fail(Failures.of(Category.UNAVAILABLE, "the model's answer was cut off"));
      return;
    }
    var whole = answers.of(response, said.toString(), reading);
    if (said.isEmpty() && whole.toolRequests().isEmpty())
      fail(Failures.of(Category.UNUSABLE, "the model's answer is empty"));
    else end(() -> listener.completed(whole), false);
  }

  @Override
  public void onError(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause())
      if (cause instanceof IOException && !(cause instanceof JacksonException)) {
        fail(Failures.of(Category.UNAVAILABLE, "the model's answer was cut off"));
        return;
      }
    fail(
        Failures.of(
            Category.GARBAGE,
            "the model's answer cannot be read (%s)"
                .formatted(
                    failure instanceof LangChain4jException && failure.getCause() != null
                        ? failure.getCause().getClass().getSimpleName()
                        : failure.getClass().getSimpleName())));
  }

  private void show(String text) {
    if (text.isEmpty()) return;
    lock.lock();
    try {
      if (over) return;
      said.append(text);
      listener.text(text);
    } finally {
      lock.unlock();
    }
    if (said.length() > charsMax)
      fail(Failures.of(Category.UNUSABLE, "the model exceeded its output limit"));
  }

  private void watchSilence() {
    long left = silence.toNanos() - (System.nanoTime() - heardAt);
    if (left <= 0) {
      timeout("for too long");
      return;
    }
    lock.lock();
    try {
      if (!over) watch = later(this::watchSilence, Duration.ofNanos(left));
    } finally {
      lock.unlock();
    }
  }

  private void timeout(String how) {
    fail(Failures.of(Category.TIMEOUT, "the model did not answer " + how));
  }

  /// @param abort whether the exchange may still be under way
  private void end(Runnable last, boolean abort) {
    lock.lock();
    try {
      if (over) return;
      over = true;
      if (deadline != null) deadline.cancel(false);
      if (watch != null) watch.cancel(false);
      leave.run();
      last.run();
      if (thread == null) return;
      if (abort) thread.interrupt();
      else linger();
    } finally {
      lock.unlock();
    }
  }

  private void linger() {
    if (lingering != null || thread == null) return;
    try {
      lingering = later(this::abandon, LINGER);
    } catch (RejectedExecutionException e) {
      thread.interrupt(); // we are closed
    }
  }

  private void abandon() {
    lock.lock();
    try {
      if (thread != null) thread.interrupt();
    } finally {
      lock.unlock();
    }
  }

  private ScheduledFuture<?> later(Runnable task, Duration after) {
    return timer.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
  }
}
