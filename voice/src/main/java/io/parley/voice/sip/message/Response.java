package io.parley.voice.sip.message;

import java.util.List;

/// @param status 100 to 699; @param reason for people
public record Response(int status, String reason, Headers headers, Body body)
    implements SipMessage {
  /// The parts that every response repeats (RFC 3261, section 8.2.6.2).
  static final List<HeaderType<?>> REPEATED =
      List.of(HeaderType.VIA, HeaderType.FROM, HeaderType.TO, HeaderType.CALL_ID, HeaderType.CSEQ);

  public Response {
    if (status < 100 || status > 699)
      throw new IllegalArgumentException("status: %d (expected: 100 to 699)".formatted(status));
    if (reason.indexOf('\r') >= 0 || reason.indexOf('\n') >= 0)
      throw new IllegalArgumentException("reason: has a line end (expected: one line)");
  }

  /// To a request, without a tag of its own in To.
  public static Response to(Request request, int status) {
    return to(request.headers(), status);
  }

  /// To a request that need not be well formed.
  ///
  /// @param headers of the request, of which those are repeated that a response repeats
  public static Response to(Headers headers, int status) {
    return new Response(status, Reasons.of(status), headers.only(REPEATED), Body.EMPTY);
  }

  public boolean isProvisional() {
    return status < 200;
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  public boolean isFinal() {
    return status >= 200;
  }

  /// With a tag in To, unless it has one.
  public Response tagged(String tag) {
    var to = to();
    return to.tag().isPresent() ? this : with(headers.with(HeaderType.TO, to.withTag(tag)));
  }

  @Override
  public Response with(Headers other) {
    return new Response(status, reason, other, body);
  }

  public <T> Response with(HeaderType<T> type, T value) {
    return with(headers.with(type, value));
  }

  /// With a body of this type, or without one if it is empty.
  public Response with(MediaType type, Body other) {
    return new Response(status, reason, Headers.typed(headers, type, other), other);
  }

  @Override
  public String startLine() {
    return "SIP/2.0 " + status + " " + reason;
  }

  /// The status alone: nothing about people.
  @Override
  public String toString() {
    return status + " (" + headers.all().size() + " headers, " + body + ")";
  }
}
