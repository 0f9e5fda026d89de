package io.parley.voice.call;

/// How a leg is led another way while the call goes on.
@FunctionalInterface
public interface Negotiation {
  /// For a leg that knows only one way.
  Negotiation NONE = _ -> Outcome.refused("this leg has nothing to negotiate");

  /// Must not block.
  ///
  /// @param fragment of SDP (RFC 8840)
  Outcome negotiate(String fragment);
}
