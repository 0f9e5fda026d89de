package io.parley.voice.sip.message;

/// A challenge, or the answer to one (RFC 3261, section 22; RFC 8760).
///
/// @param scheme `Digest` or another one
/// @param params with commas between them
public record Credentials(String scheme, Params params) {
  static Credentials read(Scan in) {
    return new Credentials(in.token(), in.commaParams());
  }

  public boolean isDigest() {
    return scheme.equalsIgnoreCase("Digest");
  }

  @Override
  public String toString() {
    var text = new StringBuilder(scheme);
    for (var param : params.all())
      text.append(text.length() == scheme.length() ? " " : ", ").append(param);
    return text.toString();
  }
}
