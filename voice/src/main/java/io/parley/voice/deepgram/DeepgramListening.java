package io.parley.voice.deepgram;

import io.parley.core.fault.Stages;
import io.parley.core.model.Cancellable;
import io.parley.core.speech.AudioFrame;
import io.parley.core.speech.EndOfSpeech;
import io.parley.core.speech.SpeechFailure;
import io.parley.core.speech.SpeechFailure.Category;
import io.parley.core.speech.SpeechInput;
import io.parley.core.speech.Transcript;
import io.parley.outbound.http.TextMessages;
import io.parley.voice.flow.Outlet;
import io.parley.voice.flow.Timer;
import io.parley.voice.remote.Failures;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/// One speaker, over one connection. Messages are sent one after another, without blocking a
/// thread.
final class DeepgramListening implements Flow.Processor<SpeechInput, Transcript> {
  private static final int TRANSCRIPTS_MAX = 256;
  private static final String FINALIZE = "{\"type\":\"Finalize\"}";
  private static final String KEEP_ALIVE = "{\"type\":\"KeepAlive\"}";
  private static final String CLOSE_STREAM = "{\"type\":\"CloseStream\"}";

  private final String name;
  private final DeepgramPatience patience;
  private final Timer timer;
  private final Outlet<Transcript> outlet = new Outlet<>(TRANSCRIPTS_MAX, this::abort);
  private final AtomicLong samplesWaiting = new AtomicLong();

  // all below: under this object's lock
  private final Words words = new Words();
  private CompletableFuture<WebSocket> connection = new CompletableFuture<>();

  /// Completes when all messages so far are sent.
  private CompletableFuture<WebSocket> sent = connection;

  private Flow.Subscription source;
  private Cancellable keepingAlive = () -> {};
  private Cancellable flushing = () -> {};
  private Cancellable closing = () -> {};

  /// Ends of speech that no final transcript answered yet.
  private int unanswered;

  private boolean isQuiet = true;
  private boolean isSoundUnanswered;
  private boolean isCompleting;
  private boolean over;

  DeepgramListening(String name, DeepgramPatience patience, Timer timer) {
    this.name = name;
    this.patience = patience;
    this.timer = timer;
  }

  WebSocket.Listener incoming() {
    return new TextMessages(Incoming.MESSAGE_MAX, new Incoming(name, this));
  }

  synchronized void connected(CompletableFuture<WebSocket> socket) {
    connection = socket;
    sent = socket;
    if (over) {
      hangUp();
      return;
    }
    var _ =
        socket.whenComplete(
            (_, failure) -> {
              if (failure != null) fail(refused(failure));
            });
    keepingAlive = timer.after(patience.keepAlive(), this::keepAlive);
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Transcript> subscriber) {
    outlet.subscribe(subscriber);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    boolean late;
    synchronized (this) {
      source = subscription;
      late = over;
    }
    if (late) subscription.cancel();
    else subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(SpeechInput input) {
    switch (input) {
      case AudioFrame frame -> send(frame);
      case EndOfSpeech _ -> flush();
    }
  }

  @Override
  public void onError(Throwable failure) {
    abort();
    outlet.fail(failure);
  }

  @Override
  public synchronized void onComplete() {
    if (over) return;
    isCompleting = true;
    send(CLOSE_STREAM);
    closing = timer.after(patience.finalizeWait(), this::complete);
  }

  /// A message, whole.
  void received(String message) {
    Results.of(name, message).ifPresent(this::heard);
  }

  /// The server closed the connection.
  void closed(int code) {
    boolean expected;
    synchronized (this) {
      expected = isCompleting;
    }
    if (expected) complete();
    else
      fail(
          Failures.of(
              // 1008: it cannot read our sound
              code == 1008 ? Category.REFUSED : Category.UNAVAILABLE,
              "%s hung up (%d)".formatted(name, code)));
  }

  void fail(SpeechFailure failure) {
    if (!end()) return;
    outlet.fail(failure);
    leave();
  }

  private synchronized void heard(Results results) {
    if (over) return;
    var transcript = words.heard(results);
    if (results.isFlushed() && unanswered > 0) answer();
    // words that came after their end of speech was already answered
    else if (results.isFlushed()) settle();
    else if (!transcript.text().isEmpty()) tell(transcript);
  }

  private synchronized void flush() {
    if (over) return;
    unanswered++;
    if (!isSoundUnanswered && unanswered == 1) {
      answer();
      return;
    }
    isSoundUnanswered = false;
    send(FINALIZE);
    var _ = sent.thenRun(this::awaitFlush);
  }

  /// Starts when the message is sent: a connection that is not open yet has nothing to answer.
  private synchronized void awaitFlush() {
    if (over || unanswered == 0) return;
    flushing.cancel();
    flushing = timer.after(patience.finalizeWait(), this::flushed);
  }

  /// The server may not answer when hardly any sound was left: then the words so far are final.
  private synchronized void flushed() {
    if (!over) while (unanswered > 0) answer();
  }

  private void answer() {
    unanswered--;
    if (unanswered == 0) flushing.cancel();
    tell(words.taken());
  }

  private void settle() {
    var late = words.taken();
    if (!late.text().isEmpty()) tell(Transcript.piece(late.text(), late.confidence()));
  }

  private void tell(Transcript transcript) {
    if (!outlet.offer(transcript))
      fail(Failures.of(Category.GARBAGE, name + " sends transcripts faster than they are read"));
  }

  private synchronized void keepAlive() {
    if (over) return;
    if (isQuiet && connection.isDone()) send(KEEP_ALIVE);
    isQuiet = true;
    keepingAlive = timer.after(patience.keepAlive(), this::keepAlive);
  }

  private void send(AudioFrame frame) {
    if (frame.sampleRate() != DeepgramSpeechToText.SAMPLE_RATE)
      throw new IllegalArgumentException(
          "sampleRate: %d (expected: %d)"
              .formatted(frame.sampleRate(), DeepgramSpeechToText.SAMPLE_RATE));
    int samples = frame.samples().length;
    long max = patience.soundMax().toMillis() * DeepgramSpeechToText.SAMPLE_RATE / 1_000;
    if (samplesWaiting.addAndGet(samples) > max) {
      fail(Failures.of(Category.TIMEOUT, name + " does not keep pace"));
      return;
    }
    var bytes = ByteBuffer.allocate(samples * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(frame.samples());
    synchronized (this) {
      if (over) return;
      isQuiet = false;
      isSoundUnanswered = true;
      sent =
          sent.thenCompose(
              socket -> {
                samplesWaiting.addAndGet(-samples);
                return socket.sendBinary(bytes, true);
              });
      watch();
    }
  }

  private synchronized void send(String message) {
    sent = sent.thenCompose(socket -> socket.sendText(message, true));
    watch();
  }

  private void watch() {
    var _ =
        sent.exceptionally(
            failure -> {
              fail(refused(failure));
              return null;
            });
  }

  private SpeechFailure refused(Throwable failure) {
    var cause = Stages.cause(failure);
    if (!(cause instanceof WebSocketHandshakeException handshake))
      return Failures.unreachable(name, cause);
    var answer = handshake.getResponse();
    return Failures.status(name, answer.statusCode(), answer.headers(), Instant.now());
  }

  private void complete() {
    Transcript last;
    boolean asked;
    synchronized (this) {
      last = words.taken();
      asked = unanswered > 0;
    }
    if (!end()) return;
    if (asked) outlet.offer(last);
    else if (!last.text().isEmpty()) outlet.offer(Transcript.piece(last.text(), last.confidence()));
    outlet.complete();
    hangUp();
  }

  private void abort() {
    if (end()) leave();
  }

  private synchronized boolean end() {
    if (over) return false;
    over = true;
    keepingAlive.cancel();
    flushing.cancel();
    closing.cancel();
    return true;
  }

  private void leave() {
    Flow.Subscription from;
    synchronized (this) {
      from = source;
    }
    if (from != null) from.cancel();
    hangUp();
  }

  /// Also closes a connection that is not open yet.
  private synchronized void hangUp() {
    var _ = connection.thenAccept(WebSocket::abort);
  }
}
