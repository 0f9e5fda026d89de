package io.parley.voice.telnyx;

import io.parley.core.dial.Answerer.Verdict;
import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.AnswererReport;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import java.util.Optional;

/// A webhook of Telnyx's Call Control. Not trusted before its signature was checked. Source:
/// Telnyx, "Call Control: callbacks".
///
/// @param type such as `call.initiated`
/// @param call its `call_control_id`, by which it is commanded
/// @param incoming whether somebody calls us
/// @param order that the call was placed for, if we have placed it
/// @param cause why the call is over, such as `user_busy`; empty while it is not
/// @param result of listening for a machine, such as `human`; empty in other webhooks
/// @param owner the tenant of a call that we have placed or answered; empty for one that rings, and
///   for calls of other programs
/// @param target whose target its call is, if it was rung to take one over
public record TelnyxEvent(
    String type,
    String call,
    String from,
    String to,
    boolean incoming,
    Optional<CallOutId> order,
    String cause,
    String result,
    Optional<TenantId> owner,
    Optional<Target> target) {
  private static final int TEXT_MAX = 256;
  private static final int STATE_MAX = 4_096;

  /// A call that is to be handed over.
  ///
  /// @param call its `call_control_id`; @param attempt from 1 on
  public record Target(String call, int attempt) {}

  /// @throws MalformedFrame when it is no such webhook
  public static TelnyxEvent read(String body) {
    var data = WireObject.read(body).object("data");
    var payload = data.object("payload");
    var state = payload.textIfAny("client_state", STATE_MAX);
    return new TelnyxEvent(
        data.text("event_type", TEXT_MAX),
        payload.text("call_control_id", TEXT_MAX),
        payload.textIfAny("from", TEXT_MAX).orElse(""),
        payload.textIfAny("to", TEXT_MAX).orElse(""),
        payload.textIfAny("direction", TEXT_MAX).filter("incoming"::equals).isPresent(),
        state.flatMap(ClientState::read),
        payload.textIfAny("hangup_cause", TEXT_MAX).orElse(""),
        payload.textIfAny("result", TEXT_MAX).orElse(""),
        state.flatMap(ClientState::owner),
        state.flatMap(ClientState::readTarget));
  }

  /// Whether somebody calls, and is to be answered.
  public boolean isNewCall() {
    return incoming && type.equals("call.initiated");
  }

  /// Whether its call is over.
  boolean isOver() {
    return type.equals("call.hangup");
  }

  /// The report that it makes about its call, if any.
  public Optional<CallProgress> progress() {
    var status =
        switch (type) {
          case "call.initiated" -> Optional.of(Status.INITIATED);
          case "call.answered" -> Optional.of(Status.ANSWERED);
          case "call.hangup" -> Optional.of(end());
          default -> Optional.<Status>empty();
        };
    return status.map(
        s ->
            new CallProgress(
                TelnyxCalls.PROVIDER, call, s, Optional.empty(), Optional.empty(), order));
  }

  private Status end() {
    return switch (cause) {
      case "user_busy" -> Status.BUSY;
      case "timeout", "no_answer" -> Status.NO_ANSWER;
      case "originator_cancel" -> Status.CANCELED;
      case "call_rejected", "not_found", "unspecified" -> Status.FAILED;
      // only an answered call has a limit
      case "time_limit" -> Status.COMPLETED;
      // normal_clearing, which also ends calls that nobody has answered
      default -> Status.OVER;
    };
  }

  /// The one that has answered a call of ours, if Telnyx says so: it was asked to listen.
  /// `not_sure` and `silence` say nothing.
  public Optional<AnswererReport> answerer() {
    if (order.isEmpty()) return Optional.empty();
    return verdict().map(who -> new AnswererReport(TelnyxCalls.PROVIDER, call, who, order.get()));
  }

  private Optional<Verdict> verdict() {
    return switch (type) {
      case "call.machine.detection.ended", "call.machine.premium.detection.ended" ->
          switch (result) {
            case "human", "human_residence", "human_business" -> Optional.of(Verdict.HUMAN);
            case "machine", "fax_detected" -> Optional.of(Verdict.MACHINE);
            default -> Optional.empty();
          };
      case "call.machine.premium.greeting.ended" ->
          result.equals("beep_detected") ? Optional.of(Verdict.MACHINE) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
