package io.parley.voice.sip.call;

import io.parley.outbound.guard.Reach;
import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.rtp.RtpFormats;
import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sdp.SdpRefused;
import io.parley.voice.sip.media.Direction;
import io.parley.voice.sip.media.OwnSound;
import io.parley.voice.sip.media.SoundAnswer;
import io.parley.voice.sip.media.SoundOffer;
import io.parley.voice.sip.message.Body;
import io.parley.voice.srtp.SdesCrypto;
import io.parley.voice.udp.RtpLeg;
import io.parley.voice.udp.RtpLegSources;
import io.parley.voice.udp.RtpPeer;
import io.parley.voice.udp.RtpPort;
import io.parley.voice.udp.RtpPorts;
import io.parley.voice.udp.UdpSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The sound of one call by SIP: its descriptions, the port that they name, and the leg. One answer
/// or offer after the other; the first agreement makes the leg, later ones change what carries it.
/// Thread safe.
///
/// A new codec or key gets a port of its own, so that late packets of the old ones are not taken
/// for new ones. Offers of ours within a call keep its codec and all numbers by which we receive.
public final class SipSound implements AutoCloseable {
  private final Parts parts;
  private final String address;
  private final InetAddress peer;
  private final boolean encrypts;
  private final Optional<Reach> reach;
  private final long session;
  private long version;
  private Optional<Carried> carried = Optional.empty();
  private Optional<Offered> offered = Optional.empty();
  private final Map<String, Agreed> early = new HashMap<>();
  private Optional<SipLeg> leg = Optional.empty();
  private boolean closed;

  /// Shared by all calls.
  ///
  /// @param codecs the best first
  public record Parts(
      RtpPorts ports,
      UdpSettings settings,
      RtpLegSources sources,
      List<SoundCodec> codecs,
      SipMeter meter) {
    public Parts {
      codecs = List.copyOf(codecs);
    }
  }

  /// The subject of an agreement.
  private record Carried(
      RtpPort port, RtpFormats formats, boolean sharesPort, Optional<RtpPeer.Keys> keys) {
    boolean isFor(SoundOffer offer, RtpFormat chosen, Optional<SdesCrypto> theirs) {
      return formats.sent().equals(chosen)
          && sharesPort == offer.sharesPort()
          && keys.map(own -> own.theirs().line()).equals(theirs.map(SdesCrypto::line));
    }
  }

  /// An offer of ours without an answer.
  ///
  /// @param crypto its new lines of SRTP; empty for RTP, and for the keys in use
  private record Offered(OwnSound own, String text, RtpPort port, List<SdesCrypto> crypto) {
    /// @throws SdpRefused if the answer has none of the offered lines
    Optional<RtpPeer.Keys> keys(SoundAnswer answer) {
      if (crypto.isEmpty()) return Optional.empty();
      var theirs =
          answer.crypto().stream()
              .findFirst()
              .flatMap(line -> SdesCrypto.accepted(crypto, line))
              .orElseThrow(
                  () -> SdpRefused.expected("crypto", "another line", "one that was offered"));
      var ours = crypto.stream().filter(line -> line.tag() == theirs.tag()).findFirst();
      return ours.map(line -> new RtpPeer.Keys(line, theirs));
    }
  }

  /// An agreement before the call is answered, by the description of the other end.
  private record Agreed(SoundAnswer sound, Optional<RtpPeer.Keys> keys) {}

  /// No port for sound is free, or none can be opened.
  public static final class NoPort extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoPort(Optional<IOException> cause) {
      super("no port for sound (expected: a free one of parley.voice.rtp)", cause.orElse(null));
    }
  }

  /// How descriptions of ours name themselves, for another node that goes on with the call.
  ///
  /// @param session of `o=`; @param version of the last one
  /// @param encrypts whether offers are of SRTP
  public record Line(long session, long version, boolean encrypts) {}

  /// @param address of ours, as the other end reaches it, without brackets
  /// @param peer from where the other end's signalling comes: its sound may come from there too,
  ///   where its description names an address behind a translator
  /// @param encrypts whether offers of ours are of SRTP; their keys are secret only if the
  ///   signalling is
  public SipSound(Parts parts, String address, InetAddress peer, boolean encrypts) {
    this(parts, address, peer, encrypts, Optional.empty());
  }

  /// @param reach addresses to which sound may go; to others that a description names nothing is
  ///   sent. Empty for all
  public SipSound(
      Parts parts, String address, InetAddress peer, boolean encrypts, Optional<Reach> reach) {
    this(
        parts,
        address,
        peer,
        new Line(parts.sources.random().nextInt() & 0xffff_ffffL, 0, encrypts),
        reach);
  }

  /// The sound of a call that another node has left.
  ///
  /// @param before of its last description there
  SipSound(Parts parts, String address, InetAddress peer, Line before) {
    this(parts, address, peer, before, Optional.empty());
  }

  private SipSound(
      Parts parts, String address, InetAddress peer, Line before, Optional<Reach> reach) {
    this.parts = parts;
    this.address = address;
    this.peer = peer;
    this.reach = reach;
    encrypts = before.encrypts;
    session = before.session;
    version = before.version;
  }

  /// For another node that goes on with the call.
  synchronized Line line() {
    return new Line(session, version, carried.flatMap(Carried::keys).isPresent());
  }

  /// Whether an offer can be answered.
  ///
  /// @throws SdpRefused if it is not well formed or has nothing for us: 488 is due
  public void check(String text) {
    SoundOffer.parse(text, SoundOffer.LIMITS).chosen(parts.codecs);
  }

  /// Answers an offer of the other end. Encrypted sound is answered by the same: whether its keys
  /// are secret is a matter of the signalling. Once encrypted, it stays so.
  ///
  /// @throws SdpRefused if it is not well formed, has nothing for us, or would end the encryption:
  ///   488 is due, and what was agreed on before holds
  /// @throws NoPort if there is no port for it: 503 is due
  public synchronized String answer(String text) {
    var offer = SoundOffer.parse(text, SoundOffer.LIMITS);
    if (carried.flatMap(Carried::keys).isPresent()) expectEncrypted(offer);
    var format = offer.chosen(parts.codecs);
    var theirs = crypto(offer);
    var kept = carried.filter(now -> now.isFor(offer, format, theirs));
    var keys = kept.isPresent() ? kept.get().keys : theirs.map(this::answering);
    var port = kept.isPresent() ? kept.get().port : opened();
    try {
      var answered =
          SoundAnswer.to(
              offer,
              own(
                  port,
                  parts.codecs,
                  keys.map(own -> own.ours().line()).stream().toList(),
                  Direction.SENDRECV),
              kept.map(Carried::formats));
      if (carried.isEmpty()) closeOffer();
      carry(answered.agreed(), port, keys);
      return answered.text();
    } catch (RuntimeException e) {
      if (kept.isEmpty()) port.close();
      throw e;
    }
  }

  /// An offer of ours: all codecs before the first agreement, and then the agreed one with the
  /// numbers that the other end has given.
  ///
  /// @param direction ours: `SENDRECV`, or less to put the other end on hold
  /// @throws NoPort if there is no port for it
  public synchronized String offer(Direction direction) {
    if (carried.isPresent()) {
      var now = carried.get();
      var own =
          own(
              now.port,
              List.of(now.formats.codec()),
              now.keys.map(keys -> keys.ours().line()).stream().toList(),
              direction);
      var text = SoundOffer.text(own, now.formats.received(), now.sharesPort);
      offered = Optional.of(new Offered(own, text, now.port, List.of()));
      return text;
    }
    // one that was never answered
    closeOffer();
    var port = opened();
    var crypto = encrypts ? SdesCrypto.offer(parts.sources.random()) : List.<SdesCrypto>of();
    var own = own(port, parts.codecs, crypto.stream().map(SdesCrypto::line).toList(), direction);
    var text = SoundOffer.text(own);
    offered = Optional.of(new Offered(own, text, port, crypto));
    return text;
  }

  /// Answers an offer that an end makes before it answers the call, when it has agreed to [#offer]
  /// already (RFC 3311). Nothing follows from it until [#answered] gets that offer in place of an
  /// answer, for another end may answer the call.
  ///
  /// @param before its description that holds so far
  /// @throws SdpRefused if one of both is not well formed or has nothing for us, or if the offer
  ///   would end the encryption: 488 is due
  public synchronized String early(String before, String text) {
    var open = open();
    var known =
        Optional.ofNullable(early.get(before))
            .map(Agreed::sound)
            .orElseGet(() -> SoundAnswer.parse(before, open.own, open.text, SoundOffer.LIMITS));
    var offer = SoundOffer.parse(text, SoundOffer.LIMITS);
    if (!known.crypto().isEmpty()) expectEncrypted(offer);
    var keys = crypto(offer).map(this::answering);
    var answered =
        SoundAnswer.to(
            offer,
            own(
                open.port,
                parts.codecs,
                keys.map(own -> own.ours().line()).stream().toList(),
                Direction.SENDRECV),
            Optional.of(known.formats()));
    early.remove(before);
    early.put(text, new Agreed(answered.agreed(), keys));
    return answered.text();
  }

  /// The other end's answer to [#offer], or its offer of [#early].
  ///
  /// @throws SdpRefused if it names nothing that was offered: the call is to be ended
  public synchronized void answered(String text) {
    var open = open();
    var known =
        Optional.ofNullable(early.get(text))
            .orElseGet(
                () -> {
                  var agreed = SoundAnswer.parse(text, open.own, open.text, SoundOffer.LIMITS);
                  var keys = open.keys(agreed).or(() -> carried.flatMap(Carried::keys));
                  return new Agreed(agreed, keys);
                });
    offered = Optional.empty();
    early.clear();
    carry(known.sound, open.port, known.keys);
  }

  private Offered open() {
    return offered.orElseThrow(() -> SdpRefused.expected("answer", "one", "none without an offer"));
  }

  /// People who have begun to speak over SRTP are not heard over RTP a moment later.
  private static void expectEncrypted(SoundOffer offer) {
    if (offer.crypto().isEmpty())
      throw SdpRefused.expected("protocol", "RTP/AVP", "RTP/SAVP, as it was agreed on before");
  }

  /// The other end's key, where its sound is encrypted.
  private static Optional<SdesCrypto> crypto(SoundOffer offer) {
    var theirs = SdesCrypto.choose(offer.crypto());
    if (!offer.crypto().isEmpty() && theirs.isEmpty())
      throw SdpRefused.expected("crypto", "no line that is known", "AES_CM_128_HMAC_SHA1_80");
    return theirs;
  }

  private RtpPeer.Keys answering(SdesCrypto theirs) {
    return new RtpPeer.Keys(theirs.answer(parts.sources.random()), theirs);
  }

  /// Our side of a description: an answer to an offer, and an offer where the other end made none.
  ///
  /// @throws SdpRefused and [NoPort] as [#answer] does
  public Body describe(Body theirs) {
    return Body.of(theirs.isEmpty() ? offer(Direction.SENDRECV) : answer(theirs.text()));
  }

  /// The leg, once something was agreed on.
  public synchronized Optional<SipLeg> leg() {
    return leg;
  }

  private OwnSound own(
      RtpPort port, List<SoundCodec> codecs, List<String> crypto, Direction direction) {
    return new OwnSound(
        address, port.address().getPort(), codecs, crypto, direction, session, ++version);
  }

  /// Of an offer before the first agreement.
  private void closeOffer() {
    offered.ifPresent(open -> open.port.close());
    offered = Optional.empty();
  }

  private RtpPort opened() {
    try {
      return parts.ports.open().orElseThrow(() -> new NoPort(Optional.empty()));
    } catch (IOException e) {
      throw new NoPort(Optional.of(e));
    }
  }

  private void carry(SoundAnswer agreed, RtpPort port, Optional<RtpPeer.Keys> keys) {
    if (closed) throw SdpRefused.expected("description", "one", "none after the end of the call");
    var to = peer(agreed, keys);
    var same = carried.filter(now -> now.port.equals(port));
    if (same.isPresent()) {
      var now = leg.orElseThrow();
      var formats = same.get().formats.sending(agreed.formats().sent());
      carried = Optional.of(new Carried(port, formats, same.get().sharesPort, same.get().keys));
      now.rtp().send(formats.sent());
      if (!agreed.to().getAddress().isAnyLocalAddress()) now.rtp().readdress(to);
      now.agreed(agreed.direction());
      return;
    }
    try {
      var rtp = new RtpLeg(port, agreed.formats(), to, parts.settings, parts.sources);
      boolean hasKeys = agreed.formats().received().keys().isPresent();
      if (leg.isPresent()) leg.get().carry(rtp, hasKeys);
      else leg = Optional.of(new SipLeg(rtp, hasKeys, parts.meter));
    } catch (IOException e) {
      throw new NoPort(Optional.of(e));
    }
    carried = Optional.of(new Carried(port, agreed.formats(), agreed.sharesPort(), keys));
    leg.get().agreed(agreed.direction());
  }

  /// Where sound goes: to the address of the description, and that of the signalling.
  static List<InetSocketAddress> targets(
      InetSocketAddress named, InetAddress peer, Optional<Reach> reach) {
    var seen = new InetSocketAddress(peer, named.getPort());
    var address = named.getAddress();
    boolean isNamed =
        !address.isAnyLocalAddress() && reach.filter(allowed -> !allowed.test(address)).isEmpty();
    return isNamed ? Stream.of(named, seen).distinct().toList() : List.of(seen);
  }

  private RtpPeer peer(SoundAnswer agreed, Optional<RtpPeer.Keys> keys) {
    var sound = targets(agreed.to(), peer, reach);
    var reports =
        agreed.sharesPort()
            ? sound
            : sound.stream()
                .map(each -> new InetSocketAddress(each.getAddress(), reports(each.getPort())))
                .toList();
    return new RtpPeer(sound, reports, agreed.sharesPort(), keys);
  }

  /// The next port; there is none after the last one.
  private static int reports(int port) {
    return Math.min(port + 1, 65_535);
  }

  /// After the call, or one that did not begin: frees the ports.
  @Override
  public synchronized void close() {
    closed = true;
    if (leg.isPresent()) leg.get().close();
    else offered.ifPresent(open -> open.port.close());
  }
}
