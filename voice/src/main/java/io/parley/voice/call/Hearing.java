package io.parley.voice.call;

import static io.parley.core.speech.SpeechFailure.Category.TIMEOUT;
import static io.parley.core.speech.SpeechFailure.Category.UNAVAILABLE;

import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.Transcript;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;

/// Has speech put into words by the first recogniser of the list that can. Belongs to the call's
/// actor, to which recognisers speak by its mailbox.
final class Hearing {

  /// Called in the recogniser's thread.
  interface Listener {
    /// @param stream which of the call's recognisers it is, 1, 2 …
    void transcript(int stream, Transcript transcript);

    void failed(int stream, Throwable cause);
  }

  /// Frames that may wait for a recogniser: 10 s.
  private static final int BEHIND_MAX = 500;

  private final List<SpeechToText> engines;
  private final String language;
  private final Ear ear;
  private final Listener listener;
  private Optional<Stream> stream = Optional.empty();
  private int engine = -1;

  Hearing(List<SpeechToText> engines, String language, Ear ear, Listener listener) {
    this.engines = List.copyOf(engines);
    this.language = language;
    this.ear = ear;
    this.listener = listener;
  }

  /// Begins to listen with the next recogniser of the list.
  ///
  /// @return whether there is one
  boolean change() {
    close();
    engine++;
    if (engine >= engines.size()) return false;
    var next = new Stream(engine + 1);
    stream = Optional.of(next);
    var listening = engines.get(engine).listen(language);
    listening.subscribe(next);
    next.feed =
        Feed.to(
            listening,
            BEHIND_MAX,
            () ->
                listener.failed(
                    next.number, failure(TIMEOUT, "it does not take what it is given")));
    ear.listenWith(Optional.of(next.feed));
    return true;
  }

  /// The recogniser in use.
  Optional<String> name() {
    return stream.map(each -> engines.get(each.number - 1).name());
  }

  /// Whether this is the recogniser in use.
  boolean isCurrent(int number) {
    return stream.filter(each -> each.number == number).isPresent();
  }

  void close() {
    ear.listenWith(Optional.empty());
    stream.ifPresent(Stream::close);
    stream = Optional.empty();
  }

  private static SpeechFailure failure(SpeechFailure.Category category, String what) {
    return new SpeechFailure(category, what, null);
  }

  private final class Stream implements Flow.Subscriber<Transcript> {
    private final int number;
    private Feed<SpeechInput> feed;
    private volatile Flow.Subscription subscription;
    private volatile boolean closed;

    Stream(int number) {
      this.number = number;
    }

    void close() {
      closed = true;
      if (feed != null) feed.complete();
      if (subscription != null) subscription.cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Transcript transcript) {
      listener.transcript(number, transcript);
    }

    @Override
    public void onError(Throwable failure) {
      listener.failed(number, failure);
    }

    @Override
    public void onComplete() {
      // a recogniser that has enough while somebody may still speak is no good any more
      if (!closed) listener.failed(number, failure(UNAVAILABLE, "it ended before the call did"));
    }
  }
}
