package io.parley.http.session;

import io.parley.core.session.SessionCommand;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.speech.Transcript;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.voice.call.Conversation;
import io.parley.voice.call.Engines;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// Speech engines for silent calls, for tests of how calls are started.
final class SilentVoice {
  private SilentVoice() {}

  /// A session without events.
  static final class Session implements Conversation {
    volatile CallShown newest;
    final List<SessionCommand> asked = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Answer> ask(SessionCommand command) {
      asked.add(command);
      return CompletableFuture.completedStage(new Answer.Stored(1));
    }

    @Override
    public Source<Heard, NotUsed> listen(long after) {
      return Source.never();
    }

    @Override
    public void show(CallShown shown) {
      newest = shown;
    }

    @Override
    public void prepare(String id, String words) {
      // no answer
    }

    @Override
    public void unprepare(String id) {
      // nothing was prepared
    }
  }

  /// Recognises and speaks nothing.
  static final class Nobody implements Engines, SpeechDetector, SpeechToText {
    @Override
    public SpeechDetector detector() {
      return this;
    }

    @Override
    public List<SpeechToText> ears(String language) {
      return List.of(this);
    }

    @Override
    public List<TextToSpeech> voices(String language) {
      return List.of(new Dumb());
    }

    @Override
    public String name() {
      return "nobody";
    }

    @Override
    public int sampleRate() {
      return 16_000;
    }

    @Override
    public Flow.Processor<AudioFrame, Likelihood> detect() {
      return new Nothing<>();
    }

    @Override
    public Flow.Processor<SpeechInput, Transcript> listen(String language) {
      return new Nothing<>();
    }
  }

  private record Dumb() implements TextToSpeech {
    @Override
    public String name() {
      return "dumb";
    }

    @Override
    public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
      return new Nothing<SpeechInput, AudioFrame>();
    }
  }

  /// Consumes everything and sends nothing.
  private static final class Nothing<I, O> implements Flow.Processor<I, O> {
    @Override
    public void subscribe(Flow.Subscriber<? super O> subscriber) {
      subscriber.onSubscribe(
          new Flow.Subscription() {
            @Override
            public void request(long n) {
              // nothing is sent
            }

            @Override
            public void cancel() {
              // nothing to cancel
            }
          });
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(I item) {
      // ignored
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {
      // the call is over
    }
  }
}
