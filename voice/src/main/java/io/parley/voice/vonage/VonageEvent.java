package io.parley.voice.vonage;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOutId;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.AnswererReport;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import java.time.Duration;
import java.util.Optional;

/// How a call goes, as Vonage's event webhook tells it, and its API when it is asked. Not trusted
/// before its signature was checked. Source: Vonage, "Voice API webhooks reference".
///
/// @param call its `uuid`
/// @param to the other end; empty for one that is no telephone, such as our own WebSocket
/// @param status such as `ringing`; empty where it tells of something else
/// @param length of the conversation, once it is over
public record VonageEvent(String call, String to, String status, Optional<Duration> length) {
  private static final int TEXT_MAX = 256;

  /// @throws MalformedFrame when it names no call
  public static VonageEvent read(String body) {
    var event = WireObject.read(body);
    // reports of machines have another name for it
    var call = event.textIfAny("uuid", TEXT_MAX).orElseGet(() -> event.text("call_uuid", TEXT_MAX));
    return new VonageEvent(
        call,
        to(event),
        event.textIfAny("status", TEXT_MAX).orElse(""),
        seconds(event.value("duration").asText()));
  }

  /// A text in webhooks, an object in answers. The WebSocket is a leg with reports of its own, in
  /// which this is an address.
  private static String to(WireObject event) {
    return event
        .textIfAny("to", TEXT_MAX)
        .or(() -> event.objectIfAny("to").flatMap(to -> to.textIfAny("number", TEXT_MAX)))
        .filter(number -> number.matches("\\+?[0-9]{1,15}"))
        .orElse("");
  }

  private static Optional<Duration> seconds(String text) {
    return Optional.of(text)
        .filter(digits -> digits.matches("[0-9]{1,9}"))
        .map(digits -> Duration.ofSeconds(Long.parseLong(digits)));
  }

  /// Whether it is about the leg with the telephone.
  public boolean isOfTelephone() {
    return !to.isEmpty();
  }

  /// Whether the one who was called does not answer. These are the states to which Vonage takes
  /// other actions as an answer. Source: Vonage, "Call flow".
  public boolean isNotReached() {
    return switch (status) {
      case "timeout", "failed", "rejected", "unanswered", "busy" -> true;
      default -> false;
    };
  }

  /// The report that it makes about its call, if any.
  public Optional<CallProgress> progress() {
    var known =
        switch (status) {
          case "started" -> Optional.of(Status.INITIATED);
          case "ringing" -> Optional.of(Status.RINGING);
          case "answered", "human", "machine" -> Optional.of(Status.ANSWERED);
          case "busy" -> Optional.of(Status.BUSY);
          case "cancelled" -> Optional.of(Status.CANCELED);
          case "timeout", "unanswered" -> Optional.of(Status.NO_ANSWER);
          case "failed", "rejected" -> Optional.of(Status.FAILED);
          case "completed" -> Optional.of(Status.COMPLETED);
          default -> Optional.<Status>empty();
        };
    return known.map(
        each -> new CallProgress(VonageCalls.PROVIDER, call, each, length, Optional.empty()));
  }

  /// The one that has answered, if Vonage says so: it was asked to listen.
  public Optional<AnswererReport> answerer(CallOutId order) {
    var who =
        switch (status) {
          case "human" -> Optional.of(Verdict.HUMAN);
          case "machine" -> Optional.of(Verdict.MACHINE);
          default -> Optional.<Verdict>empty();
        };
    return who.map(each -> new AnswererReport(VonageCalls.PROVIDER, call, each, order));
  }
}
