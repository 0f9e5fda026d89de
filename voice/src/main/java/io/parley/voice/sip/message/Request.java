package io.parley.voice.sip.message;

/// @param method a token, of which case matters; @param uri where it goes
public record Request(String method, Uri uri, Headers headers, Body body) implements SipMessage {
  public Request {
    if (!Chars.isToken(method)) throw new IllegalArgumentException("method (expected: a token)");
  }

  public boolean is(String other) {
    return method.equals(other);
  }

  @Override
  public Request with(Headers other) {
    return new Request(method, uri, other, body);
  }

  /// With a body of this type, or without one if it is empty.
  public Request with(MediaType type, Body other) {
    return new Request(method, uri, Headers.typed(headers, type, other), other);
  }

  @Override
  public String startLine() {
    return method + " " + uri + " SIP/2.0";
  }

  /// The method alone: nothing about people.
  @Override
  public String toString() {
    return method + " (" + headers.all().size() + " headers, " + body + ")";
  }
}
