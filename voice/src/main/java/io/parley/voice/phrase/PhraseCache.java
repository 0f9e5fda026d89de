package io.parley.voice.phrase;

import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.TextToSpeech;
import io.parley.voice.flow.AtEnd;
import io.parley.voice.flow.Outlet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;

/// A voice that remembers: what it was asked to say twice it keeps as sound, and says from memory
/// from then on, with the first frame at once. Greetings and fillers are made before anybody asks
/// ([#prepare]). When the sound takes more than it may, what was not said for longest goes.
///
/// What is said once, such as a name or an order, is not kept: its text only for as long as other
/// texts push it out of the list of what was asked once. All calls have the same memory, so the
/// voice must say the same to all of them: one that chooses does so in front of this. Thread safe.
public final class PhraseCache implements TextToSpeech {
  /// What an entry takes beside its samples, roughly: frames, key, links.
  private static final int OVERHEAD = 512;

  private final TextToSpeech voice;
  private final PhraseSettings settings;

  // under this object's lock
  private final Map<Utterance, List<AudioFrame>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Utterance, Boolean> askedOnce = new LinkedHashMap<>();
  private long bytes;

  /// @param voice is asked for what is not kept
  public PhraseCache(TextToSpeech voice, PhraseSettings settings) {
    this.voice = voice;
    this.settings = settings;
  }

  @Override
  public String name() {
    return voice.name();
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

  /// Makes what will be said often, one after the other: begins at once, and does not wait. What
  /// fails is made when it is asked for.
  public void prepare(List<Utterance> utterances) {
    utterances.stream().findFirst().ifPresent(first -> prepare(first, utterances));
  }

  private void prepare(Utterance first, List<Utterance> utterances) {
    var rest = utterances.subList(1, utterances.size());
    // what fails is no loss here
    voice.speak(first).subscribe(new Keeping(new AtEnd<>(() -> prepare(rest)), first));
  }

  /// Whether it can be said at once.
  public synchronized boolean keeps(Utterance utterance) {
    return kept.containsKey(utterance);
  }

  /// Of all sound that is kept.
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

  /// Frames are only read by those who get them, so all may have the same.
  private static Flow.Publisher<AudioFrame> replay(List<AudioFrame> frames) {
    var outlet = new Outlet<AudioFrame>(frames.size(), new Outlet.Hooks() {});
    frames.forEach(outlet::add);
    outlet.complete();
    return outlet;
  }

  /// Lets frames through, and keeps the sentence if it was made to its end.
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
