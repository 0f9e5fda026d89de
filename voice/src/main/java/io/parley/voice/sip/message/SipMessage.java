package io.parley.voice.sip.message;

import java.util.Optional;

/// A request or a response. The headers From, To, Call-ID, CSeq and Via of those from a parser are
/// there and well formed.
public sealed interface SipMessage permits Request, Response {
  Headers headers();

  Body body();

  /// The first line.
  String startLine();

  SipMessage with(Headers headers);

  default Via topVia() {
    return headers().need(HeaderType.VIA);
  }

  default CSeq cseq() {
    return headers().need(HeaderType.CSEQ);
  }

  default String callId() {
    return headers().need(HeaderType.CALL_ID);
  }

  default Address from() {
    return headers().need(HeaderType.FROM);
  }

  default Address to() {
    return headers().need(HeaderType.TO);
  }

  default Optional<Address> contact() {
    return headers().first(HeaderType.CONTACT);
  }

  default boolean isOf(MediaType type) {
    return headers().first(HeaderType.CONTENT_TYPE).filter(type::isSame).isPresent();
  }
}
