package io.parley.voice.phrase;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.flow.AtEnd;
import io.parley.voice.flow.Outlet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/// A voice with a cache: a sentence that is requested twice is kept as sound, and from then on its
/// first frame comes at once. Greetings and fillers are made ahead ([#prepare]). When the sound
/// exceeds its limit, the least recently used sentence is dropped.
///
/// A sentence that is said once, such as a name or an order, is not kept; only its text is
/// remembered, until newer texts replace it. All calls share the cache, so the voice must say the
/// same to all of them: a choosing voice wraps this one. Thread safe.
public final class PhraseCache implements TextToSpeech {
  /// The estimated overhead of an entry: frames, key, links.
  private static final int OVERHEAD = 512;

  private final TextToSpeech voice;
  private final PhraseSettings settings;

  // under this object's lock
  private final Map<Utterance, List<AudioFrame>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Utterance, Boolean> askedOnce = new LinkedHashMap<>();
  private final Set<Utterance> inPreparation = new HashSet<>();
  private long bytes;

  /// @param voice makes the sentences that are not cached
  public PhraseCache(TextToSpeech voice, PhraseSettings settings) {
    this.voice = voice;
    this.settings = settings;
  }

  @Override
  public String name() {
    return voice.name();
  }

  @Override
  public Duration readyIn(Utterance utterance) {
    return keeps(utterance) ? Duration.ZERO : voice.readyIn(utterance);
  }

  @Override
  public Flow.Publisher<AudioFrame> speak(Utterance utterance) {
    synchronized (this) {
      var known = kept.get(utterance);
      if (known != null) return replay(known);
      if (!isAskedAgain(utterance)) return voice.speak(utterance);
    }
    return listener -> voice.speak(utterance).subscribe(new Keeping(listener, utterance));
  }

  /// Those that are kept, or prepared for another call, are not made again.
  @Override
  public void prepare(List<Utterance> utterances) {
    prepare(utterances, Runnable::run);
  }

  /// The same at a pace of its own, as the machine may have other work.
  ///
  /// @param pace begins each sentence: at once, or later
  public void prepare(List<Utterance> utterances, Executor pace) {
    if (utterances.isEmpty()) return;
    var rest = utterances.subList(1, utterances.size());
    pace.execute(() -> prepare(utterances.getFirst(), rest, pace));
  }

  private void prepare(Utterance first, List<Utterance> rest, Executor pace) {
    if (!isToBePrepared(first)) {
      prepare(rest, pace);
      return;
    }
    // a failure does not matter here
    var end =
        new AtEnd<AudioFrame>(
            () -> {
              isPrepared(first);
              prepare(rest, pace);
            });
    voice.speak(first).subscribe(new Keeping(end, first));
  }

  private synchronized boolean isToBePrepared(Utterance utterance) {
    return !kept.containsKey(utterance) && inPreparation.add(utterance);
  }

  private synchronized void isPrepared(Utterance utterance) {
    inPreparation.remove(utterance);
  }

  /// Whether it is cached.
  public synchronized boolean keeps(Utterance utterance) {
    return kept.containsKey(utterance);
  }

  /// The size of all cached sound.
  public synchronized long bytes() {
    return bytes;
  }

  private boolean isAskedAgain(Utterance utterance) {
    if (askedOnce.remove(utterance) != null) return true;
    askedOnce.put(utterance, true);
    if (askedOnce.size() > settings.remembered()) dropOldest(askedOnce);
    return false;
  }

  private synchronized void keep(Utterance utterance, List<AudioFrame> frames) {
    long size = size(frames);
    if (size > settings.bytesMax() || kept.containsKey(utterance)) return;
    kept.put(utterance, List.copyOf(frames));
    bytes += size;
    while (bytes > settings.bytesMax()) bytes -= size(dropOldest(kept).orElseThrow());
  }

  private static <V> Optional<V> dropOldest(Map<Utterance, V> map) {
    Iterator<Map.Entry<Utterance, V>> oldest = map.entrySet().iterator();
    if (!oldest.hasNext()) return Optional.empty();
    var value = oldest.next().getValue();
    oldest.remove();
    return Optional.of(value);
  }

  private static long size(List<AudioFrame> frames) {
    long size = OVERHEAD;
    for (var frame : frames) size += 2L * frame.samples().length + 64;
    return size;
  }

  /// Subscribers only read frames, so they can share them.
  private static Flow.Publisher<AudioFrame> replay(List<AudioFrame> frames) {
    var outlet = new Outlet<AudioFrame>(frames.size(), new Outlet.Hooks() {});
    frames.forEach(outlet::add);
    outlet.complete();
    return outlet;
  }

  /// Passes frames on, and caches the sentence if it was completed.
  private final class Keeping implements Flow.Subscriber<AudioFrame> {
    private final Flow.Subscriber<? super AudioFrame> listener;
    private final Utterance utterance;
    private final List<AudioFrame> frames = new ArrayList<>();
    private long size = OVERHEAD;

    Keeping(Flow.Subscriber<? super AudioFrame> listener, Utterance utterance) {
      this.listener = listener;
      this.utterance = utterance;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      listener.onSubscribe(subscription);
    }

    @Override
    public void onNext(AudioFrame frame) {
      size += 2L * frame.samples().length + 64;
      if (size <= settings.bytesMax()) frames.add(frame);
      listener.onNext(frame);
    }

    @Override
    public void onError(Throwable failure) {
      listener.onError(failure);
    }

    @Override
    public void onComplete() {
      if (size <= settings.bytesMax() && !frames.isEmpty()) keep(utterance, frames);
      listener.onComplete();
    }
  }
}
