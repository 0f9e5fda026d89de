package io.parley.voice.openai;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.Transcript;
import io.parley.voice.flow.Outlet;
import io.parley.voice.remote.Failures;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;

/// One speaker. Sound is collected on the caller's thread, which never waits; a virtual thread
/// sends it, one file after another, so that transcripts come in the order of the sound.
final class Dictation implements Flow.Processor<SpeechInput, Transcript> {
  /// Files that may wait while the server works on one; a server that is further behind does not
  /// keep pace.
  private static final int FILES_MAX = 4;

  private static final int TRANSCRIPTS_MAX = 256;

  /// A task for the sending thread: a WAV file, or without one, that nobody spoke; or to end.
  private record Task(Optional<byte[]> wav, Why why, Expectation expected) {}

  /// Why a file was ended.
  private enum Why {
    LONG,
    END_OF_SPEECH,
    END
  }

  private final String name;
  private final HttpClient client;
  private final BiFunction<byte[], Expectation, HttpRequest> requests;
  private final AnswerForm form;
  private final long samplesMax;
  private final Answers answers;
  private final Wav sound = new Wav(OpenAiTranscription.SAMPLE_RATE);
  private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(FILES_MAX);
  private final Outlet<Transcript> outlet = new Outlet<>(TRANSCRIPTS_MAX, this::leave);
  private final Thread sender;
  private volatile Flow.Subscription source;

  Dictation(
      String name,
      HttpClient client,
      BiFunction<byte[], Expectation, HttpRequest> requests,
      AnswerForm form,
      Duration soundMax) {
    this.name = name;
    this.client = client;
    this.requests = requests;
    this.form = form;
    this.samplesMax = soundMax.toMillis() * OpenAiTranscription.SAMPLE_RATE / 1_000;
    this.answers = new Answers(name);
    this.sender = Thread.ofVirtual().name("voice-" + name).unstarted(this::send);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Transcript> subscriber) {
    outlet.subscribe(subscriber);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    if (outlet.isOver()) {
      subscription.cancel();
      return;
    }
    sender.start();
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(SpeechInput input) {
    if (outlet.isOver()) return;
    switch (input) {
      case AudioFrame frame -> {
        sound.add(frame);
        if (sound.samples() >= samplesMax) hand(new Task(taken(), Why.LONG, Expectation.FREE));
      }
      case EndOfSpeech(var expected) -> hand(new Task(taken(), Why.END_OF_SPEECH, expected));
    }
  }

  @Override
  public void onError(Throwable failure) {
    sender.interrupt();
    outlet.fail(failure);
  }

  @Override
  public void onComplete() {
    hand(new Task(taken(), Why.END, Expectation.FREE));
  }

  private Optional<byte[]> taken() {
    return sound.isEmpty() ? Optional.empty() : Optional.of(sound.take());
  }

  private void hand(Task task) {
    if (tasks.offer(task)) return;
    fail(Failures.of(Category.TIMEOUT, name + " does not keep pace"));
    sender.interrupt();
  }

  private void send() {
    try {
      for (var task = tasks.take(); ; task = tasks.take()) {
        boolean isAnswer = task.why() == Why.END_OF_SPEECH;
        if (task.wav().isPresent()) outlet.put(transcribed(task.wav().get(), task));
        else if (isAnswer) outlet.put(Transcript.settled("", Answers.UNTOLD));
        if (task.why() == Why.END) break;
      }
      outlet.complete();
    } catch (SpeechFailure failure) {
      fail(failure);
    } catch (IOException e) {
      fail(Failures.unreachable(name, e));
    } catch (InterruptedException e) {
      // nobody listens any more
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fail(Failures.broken(name, e));
    }
  }

  private Transcript transcribed(byte[] wav, Task task) throws IOException, InterruptedException {
    var request = requests.apply(wav, task.expected());
    var response = client.send(request, BodyHandlers.ofInputStream());
    try (var body = response.body()) {
      if (response.statusCode() / 100 != 2)
        throw Failures.status(name, response.statusCode(), response.headers(), Instant.now());
      var words =
          form == AnswerForm.STREAM ? answers.stream(body, outlet::offer) : answers.whole(body);
      return task.why() == Why.END_OF_SPEECH
          ? words
          : Transcript.piece(words.text(), words.confidence());
    }
  }

  private void fail(SpeechFailure failure) {
    outlet.fail(failure);
    var from = source;
    if (from != null) from.cancel();
  }

  private void leave() {
    sender.interrupt();
    var from = source;
    if (from != null) from.cancel();
  }
}
