package io.parley.voice.sip.dial;

import io.parley.voice.sip.call.OwnEnd;
import io.parley.voice.sip.call.SipCalls;
import io.parley.voice.sip.call.SipSound;
import io.parley.voice.sip.dns.Locator;
import io.parley.voice.sip.transport.Wire;
import io.parley.voice.sip.trunk.Trunks;
import io.parley.voice.telephony.ProviderReports;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// What calls out need.
///
/// @param port its thread and its calls; @param media their sound
/// @param answered takes calls that were answered; @param reports gets the course of each call
/// @param delays runs something later, in any thread
public record DialParts(
    Port port,
    Trunks trunks,
    Locator locator,
    AnsweredLegs answered,
    Media media,
    ProviderReports reports,
    BiConsumer<Duration, Runnable> delays) {

  /// @param seeds unguessable and unique, tokens
  public record Port(
      Wire wire,
      SipCalls calls,
      Supplier<String> seeds,
      Elsewhere elsewhere,
      InstantSource clock) {}

  /// @param end where others reach our ports of sound
  public record Media(SipSound.Parts parts, OwnEnd end) {}
}
