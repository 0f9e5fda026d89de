package io.parley.voice.telephony;

/// Counts calls that a provider was told to end in vain.
@FunctionalInterface
public interface LineMeter {
  /// A call was not ended, as often as it was tried: it goes on, and costs money, until its
  /// provider ends it. Called in any thread.
  ///
  /// @param provider such as `telnyx`
  void leftOpen(String provider);
}
