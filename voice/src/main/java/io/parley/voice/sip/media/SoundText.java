package io.parley.voice.sip.media;

import io.parley.voice.rtp.RtpFormat;
import io.parley.voice.rtp.RtpFormat.Keys;
import io.parley.voice.rtp.SoundCodec;
import io.parley.voice.sdp.Sdp;
import java.util.List;

/// Writes descriptions of ours.
final class SoundText {
  private static final String LINE_END = "\r\n";
  private final StringBuilder text = new StringBuilder(512);
  private final OwnSound own;

  SoundText(OwnSound own) {
    this.own = own;
    var address = (own.address().indexOf(':') < 0 ? "IN IP4 " : "IN IP6 ") + own.address();
    line("v=0");
    line("o=- " + own.session() + " " + own.version() + " " + address);
    line("s=-");
    line("c=" + address);
    line("t=0 0");
  }

  /// @param formats the best first; @param keys of pressed keys beside them
  /// @param crypto the chosen line of SRTP, or all
  /// @param sharesPort whether reports share the port, which an answer says only where its offer
  ///   does
  void sound(
      List<RtpFormat> formats,
      List<Keys> keys,
      List<String> crypto,
      boolean sharesPort,
      Direction direction) {
    var numbers = new StringBuilder();
    for (var format : formats) numbers.append(' ').append(format.payloadType());
    for (var format : formats)
      format.comfort().ifPresent(number -> numbers.append(' ').append(number));
    for (var each : keys) numbers.append(' ').append(each.payloadType());
    line("m=audio " + own.port() + " " + own.protocol() + numbers);
    for (var format : formats)
      line("a=rtpmap:" + format.payloadType() + " " + format.codec().rtpmap());
    for (var format : formats)
      format.comfort().ifPresent(number -> line("a=rtpmap:" + number + " " + SoundOffer.COMFORT));
    for (var each : keys) keyLines(each);
    for (var format : formats)
      if (format.codec() == SoundCodec.OPUS)
        line("a=fmtp:" + format.payloadType() + " useinbandfec=1");
    line("a=ptime:20");
    if (sharesPort) line("a=rtcp-mux");
    for (var value : crypto) line("a=crypto:" + value);
    line("a=" + direction.attribute());
  }

  private void keyLines(Keys keys) {
    line("a=rtpmap:" + keys.payloadType() + " " + SoundOffer.KEYS + keys.clockRate());
    line("a=fmtp:" + keys.payloadType() + " 0-15");
  }

  /// A stream that is not taken keeps its place (RFC 3264, section 6).
  void rejected(Sdp.Media media) {
    line("m=" + media.kind() + " 0 " + media.protocol() + " " + media.formats().getFirst());
  }

  private void line(String line) {
    text.append(line).append(LINE_END);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
