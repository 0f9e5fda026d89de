package io.parley.voice.sip.media;

import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.sdp.SdpLimits;
import io.parley.voice.sdp.SdpRefused;
import java.net.InetSocketAddress;
import java.util.List;

/// What both ends agreed on.
///
/// @param format of the sound, as the other end numbers it
/// @param to where our sound goes
/// @param sharesPort whether reports share the port of sound (RFC 5761)
/// @param crypto the other end's values of `a=crypto`, unread; empty for RTP
/// @param direction ours
public record SoundAnswer(
    RtpFormat format,
    InetSocketAddress to,
    boolean sharesPort,
    List<String> crypto,
    Direction direction) {

  /// Our answer to an offer.
  public record Answered(SoundAnswer agreed, String text) {}

  /// Takes the other end's first format that is one of ours; other streams are rejected in their
  /// places.
  ///
  /// @param own with the chosen value of `a=crypto` where the offer has some, and none otherwise
  /// @throws SdpRefused if no format is: 488 is due
  public static Answered to(SoundOffer offer, OwnSound own) {
    if (offer.crypto().isEmpty() != own.crypto().isEmpty())
      throw SdpRefused.expected(
          "protocol", offer.crypto().isEmpty() ? SoundOffer.RTP : SoundOffer.SRTP, own.protocol());
    var format = offer.chosen(own.codecs());
    var direction = offer.direction().answered(own.direction());
    var text = new SoundText(own);
    var media = offer.sdp().media();
    for (int i = 0; i < media.size(); i++)
      if (i == offer.at())
        text.sound(
            List.of(format),
            format.keys().stream().toList(),
            own.crypto(),
            offer.sharesPort(),
            direction);
      else text.rejected(media.get(i));
    return new Answered(
        new SoundAnswer(format, offer.to(), offer.sharesPort(), offer.crypto(), direction),
        text.toString());
  }

  /// The other end's answer to an offer of ours.
  ///
  /// @throws SdpRefused if it is not well formed, or names nothing that was offered
  public static SoundAnswer parse(String text, OwnSound own, SdpLimits limits) {
    var answer = SoundOffer.parse(text, limits);
    if (answer.crypto().isEmpty() != own.crypto().isEmpty())
      throw SdpRefused.expected("protocol", "another one", own.protocol());
    var format = answer.chosen(own.codecs());
    return new SoundAnswer(
        format,
        answer.to(),
        answer.sharesPort(),
        answer.crypto(),
        answer.direction().answered(own.direction()));
  }
}
