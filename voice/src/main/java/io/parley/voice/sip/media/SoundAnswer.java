package io.parley.voice.sip.media;

import io.parley.voice.rtp.RtpFormats;
import io.parley.voice.sdp.SdpLimits;
import io.parley.voice.sdp.SdpRefused;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// The agreement of both ends.
///
/// @param formats of the sound
/// @param to where our sound goes
/// @param sharesPort whether reports share the port of sound (RFC 5761)
/// @param crypto the other end's values of `a=crypto`, unread; empty for RTP
/// @param direction ours
public record SoundAnswer(
    RtpFormats formats,
    InetSocketAddress to,
    boolean sharesPort,
    List<String> crypto,
    Direction direction) {

  /// Our answer to an offer.
  public record Answered(SoundAnswer agreed, String text) {}

  /// Takes the other end's first format that is one of ours; other streams are rejected in their
  /// places. The answer has the numbers of the offer (RFC 3264, section 6.1), or keeps those by
  /// which we receive the same already.
  ///
  /// @param own with the chosen value of `a=crypto` where the offer has some, and none otherwise
  /// @param now what is agreed on so far, where the sound goes on by the same port
  /// @throws SdpRefused if no format is: 488 is due
  public static Answered to(SoundOffer offer, OwnSound own, Optional<RtpFormats> now) {
    if (offer.crypto().isEmpty() != own.crypto().isEmpty())
      throw SdpRefused.expected(
          "protocol", offer.crypto().isEmpty() ? SoundOffer.RTP : SoundOffer.SRTP, own.protocol());
    var chosen = offer.chosen(own.codecs());
    var formats =
        now.filter(known -> known.sent().equals(chosen)).orElseGet(() -> RtpFormats.both(chosen));
    var received = formats.received();
    var direction = offer.direction().answered(own.direction());
    var text = new SoundText(own);
    var media = offer.sdp().media();
    for (int i = 0; i < media.size(); i++)
      if (i == offer.at())
        text.sound(
            List.of(received),
            received.keys().stream().toList(),
            own.crypto(),
            offer.sharesPort(),
            direction);
      else text.rejected(media.get(i));
    return new Answered(
        new SoundAnswer(formats, offer.to(), offer.sharesPort(), offer.crypto(), direction),
        text.toString());
  }

  /// The other end's answer to an offer of ours. We send by its numbers, and receive by those of
  /// the offer (RFC 3264, section 5.1).
  ///
  /// @param offered our offer
  /// @throws SdpRefused if it is not well formed, or names nothing that was offered
  public static SoundAnswer parse(String text, OwnSound own, String offered, SdpLimits limits) {
    var answer = SoundOffer.parse(text, limits);
    if (answer.crypto().isEmpty() != own.crypto().isEmpty())
      throw SdpRefused.expected("protocol", "another one", own.protocol());
    var sent = answer.chosen(own.codecs());
    return new SoundAnswer(
        new RtpFormats(SoundOffer.parse(offered, limits).received(sent), sent),
        answer.to(),
        answer.sharesPort(),
        answer.crypto(),
        answer.direction().answered(own.direction()));
  }
}
