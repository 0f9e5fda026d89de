package io.parley.voice.sip.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.rtp.RtpFormats;
import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sip.Requests;
import io.parley.voice.sip.media.Direction;
import io.parley.voice.sip.message.Body;
import io.parley.voice.sip.message.MediaType;
import io.parley.voice.sip.message.Method;
import io.parley.voice.sip.message.Params;
import io.parley.voice.sip.message.Request;
import io.parley.voice.udp.RtpLeg;
import io.parley.voice.udp.RtpLegSources;
import io.parley.voice.udp.RtpPeer;
import io.parley.voice.udp.RtpPort;
import io.parley.voice.udp.RtpPorts;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A telephone whose keys are tones, over real sockets of this machine and under manual time.
class SipLegTest {
  private static final RtpFormat FORMAT = new RtpFormat(SoundCodec.A_LAW, 8);
  private static final int SAMPLES = 160;

  private final AtomicLong now = new AtomicLong(Duration.ofHours(1).toNanos());
  private final Counted meter = new Counted();
  private final List<Character> keys = new ArrayList<>();
  private RtpPorts ports;
  private RtpLeg telephone;
  private SipLeg leg;
  private long sent;

  @BeforeEach
  void open() throws IOException {
    ports = Sounds.ports();
    var here = ports.open().orElseThrow();
    var there = ports.open().orElseThrow();
    telephone = rtp(there, here);
    leg = new SipLeg(rtp(here, there), false, meter);
    leg.listen(event -> keys.add(((LegEvent.Digit) event).key()));
  }

  @AfterEach
  void close() throws IOException {
    telephone.close();
    leg.close();
    ports.close();
  }

  private RtpLeg rtp(RtpPort port, RtpPort other) throws IOException {
    return new RtpLeg(
        port,
        RtpFormats.both(FORMAT),
        RtpPeer.plain(other.address()),
        Sounds.SETTINGS,
        new RtpLegSources(now::get, () -> Instant.EPOCH, new SecureRandom()));
  }

  /// By tones.
  private void press(char key) {
    assertThat(telephone.press(key, Duration.ofMillis(100))).isTrue();
    for (int tick = 0; tick < 20; tick++) {
      telephone.play(new short[SAMPLES]);
      // five ticks of tones, and four of a pause in which nothing is sent
      if (tick < 5 || tick >= 9) sent++;
      await().pollInterval(Duration.ofMillis(1)).until(() -> leg.stats().received() == sent);
      now.addAndGet(Duration.ofMillis(20).toNanos());
      leg.hear(new short[SAMPLES]);
    }
  }

  private void inform(String key) {
    leg.informed(info(key));
  }

  private static Request info(String key) {
    return Requests.of(Method.INFO, 1, "z9hG4bK1")
        .with(new MediaType("application", "dtmf", Params.NONE), Body.of(key));
  }

  @Test
  void keys_are_heard_as_tones_where_no_packets_were_agreed_on() {
    press('5');
    press('5');
    press('#');
    assertThat(keys).containsExactly('5', '5', '#');
    assertThat(meter.all()).containsExactly("keyed by TONES", "keyed by TONES", "keyed by TONES");
  }

  @Test
  void a_key_of_the_signalling_whose_tone_is_heard_too_is_one_key() {
    inform("1");
    press('1');
    inform("2");
    press('2');
    assertThat(keys).containsExactly('1', '2');
    assertThat(meter.all()).containsExactly("keyed by INFO", "keyed by INFO");
  }

  @Test
  void a_tone_whose_key_comes_by_the_signalling_later_is_one_key() {
    press('1');
    inform("1");
    press('1');
    inform("1");
    assertThat(keys).containsExactly('1', '1');
    assertThat(meter.all()).containsExactly("keyed by TONES", "keyed by INFO");
  }

  @Test
  void keys_and_a_hold_before_anybody_listens_are_told_then() throws IOException {
    var early = new SipLeg(telephone, false, meter);
    early.informed(info("2"));
    early.agreed(Direction.INACTIVE);
    var told = new ArrayList<LegEvent>();
    early.listen(told::add);
    assertThat(told).hasSize(2);
    assertThat(told.getFirst()).isInstanceOf(LegEvent.Digit.class);
    assertThat(told.getLast()).isEqualTo(new LegEvent.Held(true));
  }

  @Test
  void an_end_that_listens_without_sending_is_muted_and_one_that_does_neither_is_on_hold() {
    var told = new ArrayList<LegEvent>();
    leg.listen(told::add);
    leg.agreed(Direction.SENDONLY);
    leg.agreed(Direction.SENDONLY);
    assertThat(told).containsExactly(new LegEvent.Muted(true));
    told.clear();
    leg.agreed(Direction.INACTIVE);
    assertThat(told).containsExactly(new LegEvent.Muted(false), new LegEvent.Held(true));
    told.clear();
    leg.agreed(Direction.SENDRECV);
    assertThat(told).containsExactly(new LegEvent.Held(false));
  }

  @Test
  void an_end_that_is_muted_or_has_the_call_on_hold_need_not_send_anything() {
    leg.listen(_ -> {});
    for (var quiet : List.of(Direction.SENDONLY, Direction.RECVONLY, Direction.INACTIVE)) {
      leg.agreed(quiet);
      now.addAndGet(Duration.ofMinutes(5).toNanos());
      assertThat(leg.silentFor()).as(quiet.name()).isZero();
    }
    leg.agreed(Direction.SENDRECV);
    var gone = leg.gone().toCompletableFuture();
    await()
        .until(
            () -> {
              now.addAndGet(Sounds.SETTINGS.silenceMax().toNanos() + 1);
              return gone.isDone();
            });
    assertThat(gone).isCompletedWithValue(Leg.Gone.LOST);
  }
}
