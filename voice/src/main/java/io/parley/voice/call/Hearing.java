package io.parley.voice.call;

import static io.parley.core.speech.SpeechFailure.Category.TIMEOUT;
import static io.parley.core.speech.SpeechFailure.Category.UNAVAILABLE;

import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.Transcript;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/// Transcribes speech with the first recogniser of the list that works. When none is left, one that
/// settled words before it failed is used again: a late transcript beats none. Belongs to the
/// call's actor, which gets transcripts by its mailbox.
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

  /// Recognisers that settled words before they failed, in the order in which they are used again.
  private final Queue<Integer> late = new ArrayDeque<>();

  private Expectation expected = Expectation.FREE;
  private int untried;
  private int streams;

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
    stream.filter(each -> each.hasSettled).ifPresent(each -> late.add(each.engine));
    close();
    var engine = untried < engines.size() ? Integer.valueOf(untried++) : late.poll();
    if (engine == null) return false;
    listen(engine);
    return true;
  }

  /// The words that the customer is expected to say next. An engine that takes hints at its start
  /// listens anew, but not while it may owe words.
  void expect(Expectation next) {
    if (next.equals(expected)) return;
    expected = next;
    ear.expect(next);
    var now = stream.filter(each -> engines.get(each.engine).takesHintsAtStart());
    if (now.isEmpty() || ear.hearsSpeech() || now.get().owesWords()) return;
    close();
    listen(now.get().engine);
  }

  private void listen(int engine) {
    var next = new Stream(++streams, engine);
    stream = Optional.of(next);
    var listening = engines.get(engine).listen(language, expected);
    listening.subscribe(next);
    next.feed =
        Feed.to(
            listening,
            BEHIND_MAX,
            () ->
                listener.failed(
                    next.number,
                    failure(TIMEOUT, "the recogniser does not keep pace with its input")));
    ear.listenWith(Optional.of(next.feed));
  }

  /// The recogniser in use.
  Optional<String> name() {
    return stream.map(each -> engines.get(each.engine).name());
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
    private final int engine;
    private final int endsBefore;
    private final AtomicInteger answers = new AtomicInteger();
    private volatile boolean hasSettled;
    private Feed<SpeechInput> feed;
    private volatile Flow.Subscription subscription;
    private volatile boolean closed;

    Stream(int number, int engine) {
      this.number = number;
      this.engine = engine;
      this.endsBefore = ear.ends();
    }

    boolean owesWords() {
      return answers.get() < ear.ends() - endsBefore;
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
      if (transcript.isFinal() && !transcript.text().isEmpty()) hasSettled = true;
      if (transcript.isAnswer()) answers.incrementAndGet();
      listener.transcript(number, transcript);
    }

    @Override
    public void onError(Throwable failure) {
      listener.failed(number, failure);
    }

    @Override
    public void onComplete() {
      // a recogniser that ends while somebody may still speak has failed
      if (!closed)
        listener.failed(number, failure(UNAVAILABLE, "the recogniser ended before the call"));
    }
  }
}
