package io.parley.voice.sip.message;

/// Of a body (RFC 3261, section 20.15).
public record MediaType(String type, String subtype, Params params) {
  public static final MediaType SDP = new MediaType("application", "sdp", Params.NONE);

  /// The status line of another call's answer (RFC 3420).
  public static final MediaType SIPFRAG = new MediaType("message", "sipfrag", Params.NONE);

  static MediaType read(Scan in) {
    var type = in.token();
    in.expect('/');
    return new MediaType(type, in.token(), in.params());
  }

  /// Without case and parameters.
  public boolean isSame(MediaType other) {
    return type.equalsIgnoreCase(other.type) && subtype.equalsIgnoreCase(other.subtype);
  }

  @Override
  public String toString() {
    return type + "/" + subtype + params;
  }
}
