package io.parley.voice.sip.message;

/// One line of a message's head.
///
/// @param name in full, and in its usual spelling if it is known
/// @param value unfolded, without spaces around it
public record Header(String name, String value) {
  public Header {
    if (!Chars.isToken(name)) throw new IllegalArgumentException("header name (expected: a token)");
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0)
      throw new IllegalArgumentException(name + ": has a line end (expected: one line)");
    name = HeaderType.fullName(name);
  }

  boolean is(HeaderType<?> type) {
    return name.equals(type.name());
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
