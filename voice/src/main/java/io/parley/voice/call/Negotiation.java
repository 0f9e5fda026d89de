package io.parley.voice.call;

/// Renegotiates a leg's connection during the call.
@FunctionalInterface
public interface Negotiation {
  /// For a leg that cannot be renegotiated.
  Negotiation NONE = _ -> Outcome.refused("this leg has nothing to negotiate");

  /// Must not block.
  ///
  /// @param fragment of SDP (RFC 8840)
  Outcome negotiate(String fragment);
}
