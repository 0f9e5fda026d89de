package io.parley.voice.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.core.limit.AddressBlock;
import io.parley.voice.codec.ConcentusDecoder;
import io.parley.voice.codec.G711;
import io.parley.voice.codec.G711Decoder;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.SoundDecoder;
import io.parley.voice.leg.Leg.Gone;
import io.parley.voice.sound.Tone;
import io.parley.voice.webrtc.OfferRefused.Reason;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A call with a browser that is made of Java, from the offer to the goodbye.
class WebRtcCallTest {
  private static final int PATIENCE_MILLIS = TestBrowser.PATIENCE_MILLIS;
  private static final Duration PATIENCE = Duration.ofMillis(PATIENCE_MILLIS);

  @ParameterizedTest
  @CsvSource({"opus/48000/2, 24000, 15", "PCMU/8000, 8000, 20", "PCMA/8000, 8000, 20"})
  void played_sound_is_heard_in_the_browser(String codec, int rate, int snr) throws Exception {
    // a tone that goes on and on is silence to Opus, which it would not send
    try (var webRtc = WebRtc.start(TestSettings.settings("opus.dtx = false"));
        var browser = new TestBrowser(webRtc.address()).speaking(codec)) {
      var answered = webRtc.answer(browser.offer());
      var leg = answered.leg();
      assertThat(leg.sampleRate()).isEqualTo(rate);
      browser.connect(answered);
      awaitConnected(leg);
      var decoder = decoder(codec);
      var sine = new Sine(rate, 500);
      var heard = new short[rate];
      var frame = new short[rate / 50];
      for (int i = 0; i < 50; i++) {
        leg.play(sine.next(frame.length));
        var payload = browser.payload(PATIENCE_MILLIS);
        assertThat(payload).as("packet " + i).isNotEmpty();
        decoder.decode(payload, payload.length, frame);
        System.arraycopy(frame, 0, heard, i * frame.length, frame.length);
      }
      assertThat(Tone.of(heard, rate, 500).amplitude()).isGreaterThan(6_000);
      assertThat(Tone.of(heard, rate, 500).snr()).isGreaterThan(snr);
    }
  }

  private static SoundDecoder decoder(String codec) {
    if (codec.startsWith("opus")) return new ConcentusDecoder();
    return new G711Decoder(codec.startsWith("PCMU") ? G711.MU_LAW : G711.A_LAW);
  }

  @Test
  void timestamps_advance_during_a_rest_and_the_next_packet_is_marked() throws Exception {
    try (var line = new TestLine().connect()) {
      var sine = new Sine(Opus.SAMPLE_RATE, 500);
      line.leg().play(sine.next(Opus.FRAME));
      line.browser().payload(PATIENCE_MILLIS);
      assertThat(line.browser().packet().marker()).isTrue();
      long timestamp = line.browser().packet().timestamp();
      int sequence = line.browser().packet().sequence();
      for (int i = 0; i < 10; i++) line.leg().rest();
      line.leg().play(sine.next(Opus.FRAME));
      line.browser().payload(PATIENCE_MILLIS);
      assertThat(line.browser().packet().marker()).isTrue();
      assertThat((line.browser().packet().timestamp() - timestamp) & 0xffff_ffffL)
          .isEqualTo(11 * 960);
      assertThat(line.browser().packet().sequence()).isEqualTo(sequence + 1);
      line.leg().play(sine.next(Opus.FRAME));
      line.browser().payload(PATIENCE_MILLIS);
      assertThat(line.browser().packet().marker()).isFalse();
    }
  }

  @Test
  void a_browser_that_has_gone_silent_is_lost_after_the_consent_timeout() throws Exception {
    try (var line = new TestLine("consent-timeout = 60s").connect()) {
      line.passes(Duration.ofSeconds(59));
      // a check says that it is still there
      assertThat(line.browser().check()).isTrue();
      line.passes(Duration.ofSeconds(59));
      assertThat(line.browser().check()).isTrue();
      line.passes(Duration.ofSeconds(61));
      isGone(line, Gone.LOST);
      assertThat(line.browser().check(line.browser().checkBytes(), 200)).isFalse();
    }
  }

  @Test
  void whatever_comes_is_a_sign_that_the_line_works() throws Exception {
    try (var line = new TestLine().connect()) {
      line.passes(Duration.ofSeconds(2));
      assertThat(line.leg().silentFor()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      assertThat(line.browser().check()).isTrue();
      // the answer is sent first
      await()
          .untilAsserted(
              () -> assertThat(line.leg().silentFor()).isLessThan(Duration.ofSeconds(1)));
      line.passes(Duration.ofSeconds(2));
      assertThat(line.leg().silentFor()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      line.hear(1);
      await()
          .untilAsserted(
              () -> assertThat(line.leg().silentFor()).isLessThan(Duration.ofSeconds(1)));
    }
  }

  @Test
  void a_line_at_rest_carries_a_sign_of_life_ten_times_a_second() throws Exception {
    try (var line = new TestLine("report-every = 60s").connect()) {
      for (int i = 0; i < 3; i++) {
        line.passes(Duration.ofMillis(100));
        assertThat(line.browser().report(PATIENCE_MILLIS)).isNotEmpty();
      }
    }
  }

  @Test
  void a_browser_that_never_shakes_hands_is_lost() throws Exception {
    try (var line = new TestLine("handshake-timeout = 10s")) {
      line.browser().take(line.answered().sdp());
      assertThat(line.browser().check()).isTrue();
      line.passes(Duration.ofSeconds(11));
      isGone(line, Gone.LOST);
    }
  }

  @Test
  void a_goodbye_of_the_handshake_hangs_up() throws Exception {
    try (var line = new TestLine().connect()) {
      line.browser().hangUp();
      isGone(line, Gone.HUNG_UP);
    }
  }

  @Test
  void only_the_played_streams_goodbye_hangs_up() throws Exception {
    try (var line = new TestLine().connect()) {
      line.hear(10);
      line.arrive(line.browser().sealedReport(goodbye(4_711)));
      assertThat(line.webRtc().stats().calls()).isEqualTo(1);
      line.arrive(line.browser().sealedReport(goodbye(TestLine.SSRC)));
      isGone(line, Gone.HUNG_UP);
    }
  }

  private static byte[] goodbye(int ssrc) {
    return ByteBuffer.allocate(16)
        .put(new byte[] {(byte) 0x80, (byte) 201, 0, 1})
        .putInt(TestBrowser.SSRC)
        .put(new byte[] {(byte) 0x81, (byte) 203, 0, 1})
        .putInt(ssrc)
        .array();
  }

  @Test
  void hanging_up_sends_a_goodbye() throws Exception {
    try (var line = new TestLine().connect()) {
      line.leg().close();
      line.leg().close();
      isGone(line, Gone.CLOSED);
      var report = line.browser().report(PATIENCE_MILLIS);
      assertThat(report.length).isGreaterThan(8);
      assertThat(report[report.length - 7] & 0xff).isEqualTo(203);
    }
  }

  @Test
  void after_a_restart_sound_goes_to_the_browsers_new_address() throws Exception {
    try (var line = new TestLine().connect()) {
      var sine = new Sine(Opus.SAMPLE_RATE, 500);
      var browser = line.browser();
      var restarted = line.leg().patch(browser.newName()).orElseThrow();
      assertThat(restarted.etag()).isNotEqualTo(line.answered().etag());
      // the old way is used until the new one is found
      line.leg().play(sine.next(Opus.FRAME));
      assertThat(browser.payload(PATIENCE_MILLIS)).isNotEmpty();
      browser.take(restarted.fragment());
      browser.move();
      assertThat(browser.check()).isTrue();
      line.leg().play(sine.next(Opus.FRAME));
      assertThat(browser.payload(PATIENCE_MILLIS)).isNotEmpty();
      line.hear(20);
      assertThat(line.leg().stats().received()).isEqualTo(20);
    }
  }

  @Test
  void without_a_check_sound_keeps_its_address() throws Exception {
    try (var line = new TestLine().connect();
        var thief = line.another()) {
      thief.send(line.browser().sealed(new byte[50], 50, 111, 1, 1, 1));
      thief.take(line.answered().sdp());
      // it knows the name, but not the password
      thief.send(thief.newCheck().to(new IceCredentials(thief.theirs().ufrag(), "x".repeat(24))));
      line.arrive(line.browser().checkBytes());
      line.leg().play(new Sine(Opus.SAMPLE_RATE, 500).next(Opus.FRAME));
      assertThat(line.browser().payload(PATIENCE_MILLIS)).isNotEmpty();
      assertThat(thief.hearsAnything(200)).isFalse();
    }
  }

  @Test
  void a_fragment_with_candidates_alone_changes_nothing() throws Exception {
    try (var line = new TestLine().connect()) {
      assertThat(line.leg().patch("a=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\n")).isEmpty();
      assertThatThrownBy(() -> line.leg().patch("a=ice-ufrag:x\r\na=ice-pwd:y\r\n"))
          .isInstanceOf(OfferRefused.class);
      assertThatThrownBy(() -> line.leg().patch("nonsense")).isInstanceOf(OfferRefused.class);
    }
  }

  @Test
  void reports_give_reception_and_round_trip() throws Exception {
    try (var line = new TestLine("report-every = 1s").connect()) {
      line.loses(number -> number == 50).hear(100);
      line.leg().play(new Sine(Opus.SAMPLE_RATE, 500).next(Opus.FRAME));
      line.passes(Duration.ofSeconds(2));
      ByteBuffer report;
      // until one comes that knows of what was played
      do report = ByteBuffer.wrap(line.browser().report(PATIENCE_MILLIS));
      while ((report.get(1) & 0xff) != 200);
      assertThat(report.getInt(28)).isEqualTo(TestLine.SSRC);
      assertThat(report.getInt(32) & 0xff_ffff).as("lost").isEqualTo(1);
      assertThat(report.getInt(36)).as("highest").isEqualTo(599);

      line.passes(Duration.ofMillis(100));
      line.arrive(line.browser().sealedReport(received(report)));
      // half of it, and what a browser is thought to keep
      assertThat(line.leg().delay()).isBetween(Duration.ofMillis(109), Duration.ofMillis(112));
    }
  }

  /// The report of a browser that got this report a moment ago.
  private static byte[] received(ByteBuffer report) {
    return ByteBuffer.allocate(32)
        .put(new byte[] {(byte) 0x81, (byte) 201, 0, 7})
        .putInt(TestBrowser.SSRC)
        .putInt(report.getInt(4))
        .putInt(0)
        .putInt(1)
        .putInt(0)
        .putInt((int) (report.getLong(8) >> 16))
        .putInt(0)
        .array();
  }

  @Test
  void the_limit_of_calls_holds() throws Exception {
    try (var line = new TestLine("calls-max = 1").connect();
        var second = new TestBrowser(line.webRtc().address())) {
      assertThatThrownBy(() -> line.webRtc().answer(second.offer()))
          .isInstanceOfSatisfying(
              OfferRefused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_CALLS));
      line.leg().close();
      assertThat(line.webRtc().answer(second.offer()).sdp()).startsWith("v=0");
    }
  }

  @Test
  void an_unconnected_offer_gives_way_to_another() throws Exception {
    try (var line = new TestLine("calls-max = 3").connect();
        var here = line.another();
        var second = line.another()) {
      // it has proved its address, and may be about to connect
      var coming = line.webRtc().answer(here.offer());
      here.take(coming.sdp());
      assertThat(here.check()).isTrue();
      line.passes(Duration.ofMillis(500));
      var never = line.webRtc().answer(here.offer()).leg();
      line.passes(Duration.ofMillis(500));
      var next = line.webRtc().answer(second.offer()).leg();
      assertThat(never.gone().toCompletableFuture()).succeedsWithin(PATIENCE).isEqualTo(Gone.LOST);
      assertThat(line.webRtc().stats().calls()).isEqualTo(3);
      // the one after takes the place of the newer one, of which nothing was seen yet
      assertThat(line.webRtc().giveWay()).isTrue();
      assertThat(next.gone().toCompletableFuture()).succeedsWithin(PATIENCE).isEqualTo(Gone.LOST);
      assertThat(line.webRtc().giveWay()).isTrue();
      assertThat(coming.leg().gone().toCompletableFuture())
          .succeedsWithin(PATIENCE)
          .isEqualTo(Gone.LOST);
      // who talks stays
      assertThat(line.webRtc().giveWay()).isFalse();
      assertThat(line.leg().isConnected()).isTrue();
    }
  }

  @Test
  void unconnected_offers_of_the_network_with_most_of_them_give_way_first() throws Exception {
    try (var line = new TestLine("calls-max = 4").connect()) {
      var offer = line.browser().offer();
      var visitor = line.webRtc().answer(offer, new AddressBlock("192.0.2.0/24")).leg();
      line.passes(Duration.ofMillis(500));
      var crowd = new AddressBlock("203.0.113.0/24");
      var first = line.webRtc().answer(offer, crowd).leg();
      line.passes(Duration.ofMillis(500));
      line.webRtc().answer(offer, crowd);
      assertThat(line.webRtc().giveWay()).isTrue();
      assertThat(first.gone().toCompletableFuture()).succeedsWithin(PATIENCE).isEqualTo(Gone.LOST);
      assertThat(line.webRtc().giveWay()).as("of equal ones the oldest").isTrue();
      assertThat(visitor.gone().toCompletableFuture())
          .succeedsWithin(PATIENCE)
          .isEqualTo(Gone.LOST);
    }
  }

  @Test
  void a_thousand_unconnected_offers_keep_nobody_out() throws Exception {
    try (var line = new TestLine("calls-max = 10")) {
      for (int i = 0; i < 1_000; i++) line.webRtc().answer(line.browser().offer());
      assertThat(line.webRtc().stats().calls()).isEqualTo(10);
      try (var caller = line.another()) {
        var answered = line.webRtc().answer(caller.offer());
        caller.connect(answered);
        awaitConnected(answered.leg());
        for (int i = 0; i < 20; i++) line.webRtc().answer(line.browser().offer());
        assertThat(answered.leg().isConnected()).isTrue();
      }
    }
  }

  @Test
  void a_browser_that_answers_no_check_within_the_connect_timeout_is_lost() throws Exception {
    try (var line = new TestLine("connect-timeout = 10s", "handshake-timeout = 60s")) {
      line.passes(Duration.ofSeconds(9));
      line.browser().take(line.answered().sdp());
      assertThat(line.browser().check()).isTrue();
      line.passes(Duration.ofSeconds(20));
      assertThat(line.browser().check()).isTrue();
      var never = line.webRtc().answer(line.browser().offer()).leg();
      line.passes(Duration.ofSeconds(11));
      assertThat(never.gone().toCompletableFuture()).succeedsWithin(PATIENCE).isEqualTo(Gone.LOST);
      assertThat(line.webRtc().stats().calls()).isEqualTo(1);
    }
  }

  @Test
  void a_repeated_restart_gets_the_same_answer() throws Exception {
    try (var line = new TestLine().connect()) {
      var browser = line.browser();
      var fragment = browser.newName();
      var restarted = line.leg().patch(fragment).orElseThrow();
      assertThat(line.leg().patch(fragment)).hasValue(restarted);
      // a place for the same name is no restart
      assertThat(line.leg().patch(fragment + "a=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\n"))
          .isEmpty();
      browser.take(restarted.fragment());
      browser.move();
      assertThat(browser.check()).isTrue();
      assertThat(line.leg().patch(fragment)).hasValue(restarted);
      assertThat(browser.check()).isTrue();
      var again = line.leg().patch(browser.newName()).orElseThrow();
      assertThat(again.etag()).isNotEqualTo(restarted.etag());
    }
  }

  private static void awaitConnected(WebRtcLeg leg) {
    await().atMost(PATIENCE).until(leg::isConnected);
  }

  private static void isGone(TestLine line, Gone how) {
    assertThat(line.leg().gone().toCompletableFuture()).succeedsWithin(PATIENCE).isEqualTo(how);
    assertThat(line.webRtc().stats().calls()).isZero();
  }
}
