package io.parley.voice.sip.media;

import io.parley.voice.sdp.Sdp;
import java.util.Locale;

/// Of sound, as the end says it that describes it.
public enum Direction {
  SENDRECV,
  SENDONLY,
  RECVONLY,
  INACTIVE;

  /// Said about a medium, or about the session; both ways where nothing is.
  static Direction of(Sdp sdp, Sdp.Media media) {
    for (var direction : values()) if (media.has(direction.attribute())) return direction;
    for (var direction : values())
      if (Sdp.first(sdp.attributes(), direction.attribute()).isPresent()) return direction;
    return SENDRECV;
  }

  /// As in `a=`.
  String attribute() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean sends() {
    return this == SENDRECV || this == SENDONLY;
  }

  public boolean receives() {
    return this == SENDRECV || this == RECVONLY;
  }

  /// The direction that may be answered to it by an end that would rather have `wanted`.
  Direction answered(Direction wanted) {
    return of(receives() && wanted.sends(), sends() && wanted.receives());
  }

  static Direction of(boolean sends, boolean receives) {
    if (sends) return receives ? SENDRECV : SENDONLY;
    return receives ? RECVONLY : INACTIVE;
  }
}
