package io.parley.voice.sip.message;

import java.util.Optional;

/// The result of parsing bytes.
public sealed interface Parsed {

  /// A message that is well formed as far as its typed headers go.
  record Whole(SipMessage message) implements Parsed {}

  /// Something else.
  ///
  /// @param why for developers: what was expected, without a word of the message
  /// @param response that is due to a request which says where to send it; without a tag in To, and
  ///   with Via, From, To, Call-ID and CSeq as they came
  record Refused(String why, Optional<Response> response) implements Parsed {}
}
