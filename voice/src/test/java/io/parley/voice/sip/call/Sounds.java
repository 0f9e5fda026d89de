package io.parley.voice.sip.call;

import io.parley.voice.codec.Opus;
import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.udp.RtpLegSources;
import io.parley.voice.udp.RtpPorts;
import io.parley.voice.udp.UdpSettings;
import io.parley.voice.udp.UdpSettings.Delay;
import io.parley.voice.udp.UdpSettings.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Ports for sound on this machine, under a clock that stands still, and descriptions of alice.
public final class Sounds {
  public static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  static final UdpSettings SETTINGS =
      new UdpSettings(
          new Ports(HERE, 0, 0),
          1_500,
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          4,
          new Delay(Duration.ofMillis(20), Duration.ofMillis(400)),
          Opus.NATIVE);

  private Sounds() {}

  public static SipSound.Parts parts(RtpPorts ports, SipMeter meter) {
    return new SipSound.Parts(
        ports,
        SETTINGS,
        new RtpLegSources(() -> 0, () -> Instant.EPOCH, new SecureRandom()),
        List.of(SoundCodec.MU_LAW, SoundCodec.A_LAW, SoundCodec.G722),
        meter);
  }

  public static RtpPorts ports() throws IOException {
    return new RtpPorts(SETTINGS, System::nanoTime);
  }

  /// Of alice.
  ///
  /// @param formats such as `0 101`; @param direction such as `sendrecv`
  public static String description(int port, String formats, String direction) {
    return String.join(
        "\r\n",
        "v=0",
        "o=- 1 1 IN IP4 127.0.0.1",
        "s=-",
        "c=IN IP4 127.0.0.1",
        "t=0 0",
        "m=audio " + port + " RTP/AVP " + formats,
        "a=rtpmap:101 telephone-event/8000",
        "a=" + direction,
        "");
  }

  /// The value of a description's line.
  static String line(String description, String start) {
    return description
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElse("");
  }

  static int port(String description) {
    return Integer.parseInt(line(description, "m=audio ").split(" ", -1)[0]);
  }
}
