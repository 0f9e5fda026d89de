package io.parley.voice.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.parley.voice.codec.Opus;
import io.parley.voice.leg.Leg.Gone;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.rtp.RtpFormats;
import io.parley.voice.rtp.RtpPacket;
import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sound.Tone;
import io.parley.voice.srtp.SdesCrypto;
import io.parley.voice.srtp.SrtpProfile;
import io.parley.voice.udp.UdpSettings.Delay;
import io.parley.voice.udp.UdpSettings.Ports;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Two telephones that call each other over real sockets of this machine, under manual time. A
/// stranger's datagram comes after all that were sent to a port before it: once it is counted, they
/// have arrived.
class RtpLegTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration SILENCE_MAX = Duration.ofSeconds(3);
  private static final long TICK = Duration.ofMillis(20).toNanos();
  private static final double HERTZ = 440;
  private static final RtpFormat QUIET =
      new RtpFormat(SoundCodec.MU_LAW, 0, Optional.empty(), OptionalInt.of(RtpFormat.COMFORT));

  private final AtomicLong now = new AtomicLong(Duration.ofHours(1).toNanos());
  private final SecureRandom random = new SecureRandom();
  private final UdpSettings settings =
      new UdpSettings(
          new Ports(HERE, 0, 0),
          1_500,
          SILENCE_MAX,
          Duration.ofSeconds(1),
          4,
          new Delay(Duration.ofMillis(20), Duration.ofMillis(400)),
          Opus.NATIVE);
  private RtpPorts ports;
  private DatagramSocket stranger;

  /// One end of a call.
  private record End(RtpLeg leg, RtpPort port) {}

  private record Call(End one, End other) {}

  @BeforeEach
  void open() throws IOException {
    ports = new RtpPorts(settings, now::get);
    stranger = new DatagramSocket(new InetSocketAddress(HERE, 0));
  }

  @AfterEach
  void close() throws IOException {
    ports.close();
    stranger.close();
  }

  @ParameterizedTest
  @EnumSource(SoundCodec.class)
  void sound_goes_both_ways(SoundCodec codec) throws IOException {
    var call = call(format(codec), false, Optional.empty());
    assertThat(loudness(talk(call.one(), call.other(), 100), codec)).isBetween(7_000.0, 9_000.0);
    assertThat(loudness(talk(call.other(), call.one(), 100), codec)).isBetween(7_000.0, 9_000.0);
    assertThat(call.one().leg().stats().lost()).isZero();
    assertThat(call.one().leg().stats().line().orElseThrow().opinion())
        .hasValueCloseTo(4.4, within(0.1));
  }

  @ParameterizedTest
  @EnumSource(SrtpProfile.class)
  void sound_goes_encrypted_by_keys_of_the_signalling(SrtpProfile profile) throws IOException {
    var call = call(format(SoundCodec.MU_LAW), true, Optional.of(profile));
    assertThat(loudness(talk(call.one(), call.other(), 100), SoundCodec.MU_LAW))
        .isBetween(7_000.0, 9_000.0);
    assertThat(call.other().leg().stats().received()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reports_have_a_port_of_their_own_or_share_one(boolean shares) throws IOException {
    var call = call(format(SoundCodec.A_LAW), shares, Optional.empty());
    talk(call.one(), call.other(), 50);
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    call.other().leg().tend();
    settle(call.one().port(), shares ? 0 : 1);
    // the report is the only packet that came
    assertThat(call.one().leg().silentFor()).isZero();
    assertThat(call.one().leg().stats().received()).isZero();
  }

  @Test
  void foreign_packets_are_dropped_and_counted() throws IOException {
    var call = call(format(SoundCodec.MU_LAW), false, Optional.empty());
    talk(call.one(), call.other(), 50);
    long foreign = call.other().port().foreign();
    long all = ports.stats().foreign();
    var packet = new byte[172];
    RtpPacket.writeHeader(packet, 0, false, 0, 77, 1_000, 4_711);
    for (int i = 0; i < 9; i++) strange(packet, call.other().port().address());
    settle(call.other().port(), 0);
    assertThat(call.other().port().foreign()).isEqualTo(foreign + 10);
    assertThat(ports.stats().foreign()).isEqualTo(all + 10);
    assertThat(call.other().leg().stats().received()).isEqualTo(50);
  }

  @Test
  void an_encrypted_end_may_be_elsewhere_but_must_prove_itself() throws IOException {
    var keys = keys(SrtpProfile.AES128_CM_HMAC_SHA1_80);
    var onePort = ports.open().orElseThrow();
    var otherPort = ports.open().orElseThrow();
    // as if the first one was behind a translator of addresses
    var nowhere = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9);
    var back = ofTheOtherEnd(keys);
    var format = format(SoundCodec.MU_LAW);
    var one = leg(onePort, format, RtpPeer.shared(otherPort.address(), Optional.of(keys)));
    var other = leg(otherPort, format, RtpPeer.shared(nowhere, Optional.of(back)));
    var forged = new byte[182];
    RtpPacket.writeHeader(forged, 0, false, 0, 77, 1_000, 4_711);
    strange(forged, otherPort.address());
    talk(one, other, 50);
    assertThat(other.leg().stats().received()).isEqualTo(50);
    assertThat(loudness(talk(other, one, 100), SoundCodec.MU_LAW)).isGreaterThan(7_000);
  }

  @Test
  void the_signalling_may_move_an_end() throws IOException {
    var call = call(format(SoundCodec.MU_LAW), true, Optional.empty());
    talk(call.one(), call.other(), 10);
    var moved = ports.open().orElseThrow();
    var third =
        leg(
            moved,
            format(SoundCodec.MU_LAW),
            RtpPeer.shared(call.other().port().address(), Optional.empty()));
    talk(third, call.other(), 10);
    assertThat(call.other().leg().stats().received()).isEqualTo(10);
    call.other().leg().readdress(RtpPeer.shared(moved.address(), Optional.empty()));
    talk(third, call.other(), 10);
    assertThat(call.other().leg().stats().received()).isEqualTo(20);
  }

  @Test
  void keys_are_events() throws IOException {
    var call = call(format(SoundCodec.A_LAW), false, Optional.empty());
    var events = Collections.synchronizedList(new ArrayList<LegEvent>());
    call.other().leg().listen(events::add);
    assertThat(call.one().leg().press('4', Duration.ofMillis(60))).isTrue();
    assertThat(call.one().leg().press('2', Duration.ofMillis(60))).isTrue();
    talk(call.one(), call.other(), 30);
    assertThat(events)
        .containsExactly(
            new LegEvent.Digit('4', Duration.ofMillis(60)),
            new LegEvent.Digit('2', Duration.ofMillis(60)));
  }

  @Test
  void silence_is_sent_as_sound_unless_it_was_negotiated() throws IOException {
    var plain = call(format(SoundCodec.MU_LAW), false, Optional.empty());
    for (int i = 0; i < 50; i++) plain.one().leg().rest();
    settle(plain.other().port(), 0);
    assertThat(plain.other().leg().stats().received()).isEqualTo(50);
    var quiet = call(QUIET, false, Optional.empty());
    for (int i = 0; i < 50; i++) quiet.one().leg().rest();
    settle(quiet.other().port(), 0);
    assertThat(quiet.other().leg().stats().received()).isEqualTo(5);
  }

  @Test
  void an_end_that_is_silent_is_lost_unless_nothing_is_expected() throws IOException {
    var call = call(format(SoundCodec.MU_LAW), false, Optional.empty());
    var one = call.one().leg();
    var other = call.other().leg();
    one.expect(false);
    now.addAndGet(SILENCE_MAX.toNanos() + 1);
    assertThat(one.silentFor()).isZero();
    one.tend();
    other.tend();
    assertThat(other.gone().toCompletableFuture().join()).isEqualTo(Gone.LOST);
    assertThat(one.gone().toCompletableFuture()).isNotDone();
    one.expect(true);
    now.addAndGet(SILENCE_MAX.toNanos() + 1);
    one.tend();
    assertThat(one.gone().toCompletableFuture().join()).isEqualTo(Gone.LOST);
  }

  @Test
  void an_end_that_told_of_its_silence_may_send_nothing_but_not_for_ever() throws IOException {
    var call = call(QUIET, false, Optional.empty());
    var one = call.one().leg();
    var other = call.other().leg();
    talk(call.other(), call.one(), 10);
    for (int tick = 0; tick < 10; tick++) {
      other.rest();
      settle(call.one().port(), 0);
      now.addAndGet(TICK);
      assertThat(one.hear(new short[one.frameSamples()])).isTrue();
    }
    // without a word: the thread of the ports would go on to send its reports
    other.hungUp();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(one.silentFor()).isZero();
    assertThat(other.silentFor()).isGreaterThan(Duration.ofSeconds(2));
    one.tend();
    assertThat(one.gone().toCompletableFuture()).isNotDone();
    now.addAndGet(SILENCE_MAX.toNanos());
    one.tend();
    assertThat(one.gone()).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(Gone.LOST);
  }

  @Test
  void an_ended_leg_frees_its_ports_and_plays_nothing() throws IOException {
    var call = call(format(SoundCodec.OPUS), false, Optional.empty());
    var one = call.one().leg();
    talk(call.one(), call.other(), 10);
    assertThat(ports.stats().open()).isEqualTo(2);
    one.close();
    one.close();
    call.other().leg().hungUp();
    assertThat(one.gone().toCompletableFuture().join()).isEqualTo(Gone.CLOSED);
    assertThat(call.other().leg().gone().toCompletableFuture().join()).isEqualTo(Gone.HUNG_UP);
    assertThat(ports.stats().open()).isZero();
    var frame = new short[Opus.FRAME];
    one.play(frame);
    one.rest();
    one.hear(frame);
    assertThat(ports.stats().errors()).isZero();
  }

  /// One end plays a tone, the other hears it.
  private short[] talk(End from, End to, int ticks) throws IOException {
    int samples = from.leg().frameSamples();
    var heard = new short[ticks * samples];
    var frame = new short[samples];
    for (int tick = 0; tick < ticks; tick++) {
      for (int i = 0; i < samples; i++) {
        double t = (tick * (double) samples + i) / from.leg().sampleRate();
        frame[i] = (short) (8_000 * Math.sin(2 * Math.PI * HERTZ * t));
      }
      from.leg().play(frame);
      settle(to.port(), 0);
      now.addAndGet(TICK);
      Arrays.fill(frame, (short) 0);
      to.leg().hear(frame);
      System.arraycopy(frame, 0, heard, tick * samples, samples);
    }
    return heard;
  }

  /// Of the second half: by then the delay is settled.
  private static double loudness(short[] heard, SoundCodec codec) {
    var settled = Arrays.copyOfRange(heard, heard.length / 2, heard.length);
    return Tone.of(settled, codec.sampleRate(), HERTZ).amplitude();
  }

  private void strange(byte[] bytes, InetSocketAddress to) throws IOException {
    stranger.send(new DatagramPacket(bytes, bytes.length, to));
  }

  /// Waits until all that was sent to a port has arrived.
  ///
  /// @param offset 0 for the port of sound, 1 for that of reports
  private void settle(RtpPort port, int offset) throws IOException {
    long before = port.foreign();
    var address = port.address();
    strange(new byte[1], new InetSocketAddress(address.getAddress(), address.getPort() + offset));
    await().pollInterval(Duration.ofMillis(1)).until(() -> port.foreign() > before);
  }

  private static RtpPeer.Keys ofTheOtherEnd(RtpPeer.Keys keys) {
    return new RtpPeer.Keys(/* ours= */ keys.theirs(), /* theirs= */ keys.ours());
  }

  private Call call(RtpFormat format, boolean shares, Optional<SrtpProfile> profile)
      throws IOException {
    var onePort = ports.open().orElseThrow();
    var otherPort = ports.open().orElseThrow();
    var keys = profile.map(this::keys);
    var back = keys.map(RtpLegTest::ofTheOtherEnd);
    return new Call(
        leg(onePort, format, peer(otherPort, shares, keys)),
        leg(otherPort, format, peer(onePort, shares, back)));
  }

  private static RtpPeer peer(RtpPort port, boolean shares, Optional<RtpPeer.Keys> keys) {
    return shares ? RtpPeer.shared(port.address(), keys) : RtpPeer.plain(port.address());
  }

  private RtpPeer.Keys keys(SrtpProfile profile) {
    var offer = SdesCrypto.offered(1, profile, random);
    return new RtpPeer.Keys(offer, offer.answer(random));
  }

  private End leg(RtpPort port, RtpFormat format, RtpPeer peer) throws IOException {
    var sources = new RtpLegSources(now::get, InstantSource.system(), random);
    return new End(new RtpLeg(port, RtpFormats.both(format), peer, settings, sources), port);
  }

  private static RtpFormat format(SoundCodec codec) {
    int type = codec == SoundCodec.OPUS ? 111 : codec.staticPayloadType();
    return new RtpFormat(codec, type, 101);
  }
}
