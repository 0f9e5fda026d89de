package io.parley.voice.call;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;

/// "One moment, please": said while a reply takes its time, in turn, by the voice that is
/// preferred. Whether it can be said does not matter.
final class Filler {
  private final CallPlan plan;
  private final List<TextToSpeech> voices;
  private final Player player;
  private Optional<Said> said = Optional.empty();
  private int next;

  Filler(CallPlan plan, List<TextToSpeech> voices, Player player) {
    this.plan = plan;
    this.voices = voices;
    this.player = player;
  }

  void fill() {
    stop();
    if (plan.fillers().isEmpty() || voices.isEmpty()) return;
    var text = plan.fillers().get(next++ % plan.fillers().size());
    var saying = new Said();
    said = Optional.of(saying);
    voices.getFirst().speak(CallPlan.utterance(text, plan.language())).subscribe(saying);
  }

  void stop() {
    said.ifPresent(Said::cancel);
    said = Optional.empty();
  }

  private final class Said implements Flow.Subscriber<AudioFrame> {
    private volatile Flow.Subscription subscription;
    private volatile boolean cancelled;

    void cancel() {
      cancelled = true;
      if (subscription != null) subscription.cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      if (cancelled) given.cancel();
      else given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(AudioFrame frame) {
      if (!cancelled) player.fill(frame);
    }

    @Override
    public void onError(Throwable failure) {
      // the silence goes on
    }

    @Override
    public void onComplete() {
      // it is said
    }
  }
}
