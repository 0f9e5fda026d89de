package io.parley.voice.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.utils.logging2.Logger;
import org.jitsi.utils.logging2.LoggerImpl;

/// Both directions of a call's packets, encrypted and authenticated (RFC 3711, RFC 7714) by Jitsi's
/// library, with protection against replay. Packets are received by one thread and sent by another;
/// reports may be sent by any.
public final class Srtp {
  /// The most bytes that protection adds to a packet: a tag of 16 bytes and an index of 4.
  public static final int OVERHEAD = 20;

  private static final Logger LIBRARY = new LoggerImpl(Srtp.class.getName());

  static {
    // the JDK's provider; by default the library measures all of them first, which delays the first
    // call
    Aes.setFactoryClassName("SunJCE");
  }

  private final SrtpContextFactory receiving;
  private final SrtpContextFactory sending;
  private final int streamsMax;

  private final Map<Integer, SrtpCryptoContext> streams = new HashMap<>();
  private final Map<Integer, SrtcpCryptoContext> controls = new HashMap<>();
  private SrtpCryptoContext newest;
  private final PacketBytes received = new PacketBytes();

  private final SrtpCryptoContext own;
  private final SrtcpCryptoContext ownControl;
  private final PacketBytes sent = new PacketBytes();
  private final PacketBytes sentControl = new PacketBytes();

  /// @param ssrc of the stream that is sent; @param streamsMax streams that may be received
  public Srtp(SrtpProfile profile, SrtpKey receives, SrtpKey sends, int ssrc, int streamsMax) {
    this.streamsMax = streamsMax;
    receiving = factory(profile, false, receives);
    sending = factory(profile, true, sends);
    try {
      own = sending.deriveContext(ssrc, 0);
      ownControl = sending.deriveControlContext(ssrc);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES", e);
    }
  }

  /// By the keys of a handshake.
  ///
  /// @param material the client's key, ours, the client's salt, ours (RFC 5764, section 4.2)
  /// @param isClient whether this end is the client
  public static Srtp of(
      SrtpProfile profile, byte[] material, boolean isClient, int ssrc, int streamsMax) {
    int salts = 2 * SrtpProfile.KEY;
    int serverSalt = salts + profile.saltBytes();
    var client =
        new SrtpKey(
            Arrays.copyOf(material, SrtpProfile.KEY),
            Arrays.copyOfRange(material, salts, serverSalt));
    var server =
        new SrtpKey(
            Arrays.copyOfRange(material, SrtpProfile.KEY, salts),
            Arrays.copyOfRange(material, serverSalt, material.length));
    return isClient
        ? new Srtp(profile, server, client, ssrc, streamsMax)
        : new Srtp(profile, client, server, ssrc, streamsMax);
  }

  private static SrtpContextFactory factory(SrtpProfile profile, boolean sends, SrtpKey key) {
    return new SrtpContextFactory(
        sends, key.key(), key.salt(), profile.policy(), profile.reportPolicy(), LIBRARY);
  }

  /// Checks and decrypts a packet of sound in place.
  ///
  /// @return its length; -1 when it is forged, replayed, too old or not a packet
  public int open(byte[] packet, int length) {
    if (length < 12) return -1;
    int ssrc = int32(packet, 8);
    try {
      var known = newest != null && newest.getSsrc() == ssrc ? newest : streams.get(ssrc);
      if (known == null && streams.size() >= streamsMax) return -1;
      var stream = known == null ? receiving.deriveContext(ssrc, 0) : known;
      var status = stream.reverseTransformPacket(received.of(packet, length), false);
      if (status != SrtpErrorStatus.OK) return -1;
      // a stream is created only for authentic packets
      if (known == null) streams.put(ssrc, stream);
      newest = stream;
      return received.getLength();
    } catch (GeneralSecurityException _) {
      return -1;
    }
  }

  /// The same for a report.
  public int openControl(byte[] packet, int length) {
    if (length < 8) return -1;
    int ssrc = int32(packet, 4);
    try {
      var known = controls.get(ssrc);
      if (known == null && controls.size() >= streamsMax) return -1;
      var control = known == null ? receiving.deriveControlContext(ssrc) : known;
      var status = control.reverseTransformPacket(received.of(packet, length));
      if (status != SrtpErrorStatus.OK) return -1;
      if (known == null) controls.put(ssrc, control);
      return received.getLength();
    } catch (GeneralSecurityException _) {
      return -1;
    }
  }

  /// Encrypts a packet of sound in place; there must be space for [#OVERHEAD] after it.
  ///
  /// @return its new length
  public int seal(byte[] packet, int length) {
    try {
      return sealed(own.transformPacket(sent.of(packet, length)), sent);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("our own packets are always valid", e);
    }
  }

  /// The same for a report.
  public int sealControl(byte[] packet, int length) {
    synchronized (sentControl) {
      try {
        return sealed(ownControl.transformPacket(sentControl.of(packet, length)), sentControl);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("our own reports are always valid", e);
      }
    }
  }

  private static int sealed(SrtpErrorStatus status, PacketBytes packet) {
    if (status != SrtpErrorStatus.OK)
      throw new IllegalStateException("a packet of our own was refused: " + status);
    return packet.getLength();
  }

  /// Erases the keys that new streams are derived from.
  public void close() {
    receiving.close();
    sending.close();
  }

  private static int int32(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 24)
        | ((bytes[at + 1] & 0xff) << 16)
        | ((bytes[at + 2] & 0xff) << 8)
        | (bytes[at + 3] & 0xff);
  }
}
