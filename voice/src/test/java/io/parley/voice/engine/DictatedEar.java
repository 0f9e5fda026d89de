package io.parley.voice.engine;

import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.Transcript;
import io.parley.voice.flow.Outlet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/// An ear whose transcripts a test says.
final class DictatedEar implements SpeechToText {
  final List<SpeechInput> inputs = new ArrayList<>();
  boolean asked;
  boolean cancelled;
  boolean completed;
  Throwable failed;
  private Outlet<Transcript> outlet;

  @Override
  public String name() {
    return "ear";
  }

  @Override
  public int sampleRate() {
    return 16_000;
  }

  void says(Transcript transcript) {
    outlet.offer(transcript);
  }

  void complete() {
    outlet.complete();
  }

  void fail(Throwable failure) {
    outlet.fail(failure);
  }

  @Override
  public Flow.Processor<SpeechInput, Transcript> listen(String language) {
    asked = true;
    outlet = new Outlet<>(1_000, () -> cancelled = true);
    return new Flow.Processor<>() {
      @Override
      public void subscribe(Flow.Subscriber<? super Transcript> subscriber) {
        outlet.subscribe(subscriber);
      }

      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
      }

      @Override
      public void onNext(SpeechInput input) {
        inputs.add(input);
      }

      @Override
      public void onError(Throwable failure) {
        failed = failure;
      }

      @Override
      public void onComplete() {
        completed = true;
      }
    };
  }
}
