package io.parley.voice.webrtc;

import io.parley.voice.codec.ConcentusEncoder;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/// A browser, a call and a bad network between them, under manual time but over real sockets: each
/// packet arrives when it is due, and every 20 ms a frame is heard.
final class TestLine implements AutoCloseable {
  static final int SSRC = 1_000;
  static final double TONE = 1_000;

  private static final long MS = 1_000_000;

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Sent(int at, byte[] bytes) {}

  private final AtomicLong clock = new AtomicLong(1_000 * MS);
  private final ConcentusEncoder encoder = new ConcentusEncoder(OpusSettings.typical());
  private final byte[] payload = new byte[Opus.PAYLOAD_MAX];
  private final Sine tone = new Sine(Opus.SAMPLE_RATE, TONE);
  private final AtomicLong sent = new AtomicLong();
  private final WebRtc webRtc;
  private final TestBrowser browser;
  private final Answered answered;

  private IntPredicate lost = _ -> false;
  private IntPredicate doubled = _ -> false;
  private IntUnaryOperator delay = _ -> 40;
  private int sequence = 500;
  private long timestamp = 7_000;
  private int ssrc = SSRC;
  private int number;

  TestLine(String... overrides) throws IOException, InterruptedException {
    webRtc = WebRtc.start(TestSettings.settings(overrides), clock::get);
    browser = another();
    answered = webRtc.answer(browser.offer());
  }

  /// Somebody else on the same network, to be closed by who asks.
  TestBrowser another() throws IOException {
    return new TestBrowser(webRtc.address(), sent);
  }

  TestLine connect() throws IOException, InterruptedException {
    browser.connect(answered);
    long deadline = System.nanoTime() + TestBrowser.PATIENCE_MILLIS * MS;
    while (!leg().isConnected()) spin(deadline);
    return this;
  }

  WebRtc webRtc() {
    return webRtc;
  }

  TestBrowser browser() {
    return browser;
  }

  WebRtcLeg leg() {
    return answered.leg();
  }

  Answered answered() {
    return answered;
  }

  TestLine loses(IntPredicate which) {
    lost = which;
    return this;
  }

  TestLine doubles(IntPredicate which) {
    doubled = which;
    return this;
  }

  /// @param millis for each number
  TestLine delays(IntUnaryOperator millis) {
    delay = millis;
    return this;
  }

  TestLine changesStream(int newSsrc, int firstSequence, long firstTimestamp) {
    ssrc = newSsrc;
    sequence = firstSequence;
    timestamp = firstTimestamp;
    return this;
  }

  void passes(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  /// Sends so many frames of the tone, and hears until some time after them.
  ///
  /// @return what was heard, silence where there was no sound
  short[] hear(int frames) {
    var onTheWay = new ArrayList<Sent>();
    for (int i = 0; i < frames; i++) {
      int length = encoder.encode(tone.next(Opus.FRAME), payload, 0);
      var bytes = browser.sealed(payload, length, 111, sequence & 0xffff, timestamp, ssrc);
      int arrives = i * 20 + delay.applyAsInt(number);
      if (!lost.test(number)) onTheWay.add(new Sent(arrives, bytes));
      if (doubled.test(number)) onTheWay.add(new Sent(arrives + 5, bytes));
      number++;
      sequence++;
      timestamp += 960;
    }
    onTheWay.sort(Comparator.comparingInt(Sent::at));
    return play(onTheWay, frames + 20);
  }

  private short[] play(List<Sent> onTheWay, int ticks) {
    var heard = new short[ticks * Opus.FRAME];
    var frame = new short[Opus.FRAME];
    long start = clock.get();
    int next = 0;
    for (int tick = 0; tick < ticks; tick++) {
      long now = start + tick * 20L * MS;
      while (next < onTheWay.size() && start + onTheWay.get(next).at * MS <= now) {
        clock.set(start + onTheWay.get(next).at * MS);
        arrive(onTheWay.get(next++).bytes);
      }
      clock.set(now);
      if (!leg().hear(frame)) Arrays.fill(frame, (short) 0);
      System.arraycopy(frame, 0, heard, tick * Opus.FRAME, Opus.FRAME);
    }
    return heard;
  }

  /// Sends a datagram, and waits until it was looked at.
  void arrive(byte[] bytes) {
    browser.send(bytes);
    settle();
  }

  /// Waits until all that was sent has been looked at.
  void settle() {
    long deadline = System.nanoTime() + TestBrowser.PATIENCE_MILLIS * MS;
    while (webRtc.stats().received() < sent.get()) spin(deadline);
  }

  private static void spin(long deadline) {
    if (System.nanoTime() > deadline) throw new AssertionError("nothing came in time");
    Thread.onSpinWait();
  }

  @Override
  public void close() throws IOException {
    browser.close();
    webRtc.close();
  }
}
