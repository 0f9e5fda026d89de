package io.parley.voice.telnyx;

import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import io.parley.voice.telephony.CallProgress;
import io.parley.voice.telephony.CallProgress.Status;
import io.parley.voice.telephony.DialClaims;
import io.parley.voice.telephony.OutboundCalls;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Calls out by Telnyx's Call Control (`POST /v2/calls`). An order is claimed with us first, and is
/// not dialled again, even when it is unknown whether Telnyx got it; Telnyx would ignore a second
/// command with the order's id as well. The sound comes when somebody has answered, by a socket
/// with the pass of the order. Source: Telnyx, "Call Control: Dial".
public final class TelnyxOutboundCalls implements OutboundCalls {
  private static final int ID_MAX = 256;

  /// Beside the conversation: for listening for a machine, and for transfers.
  private static final Duration ASIDE = Duration.ofMinutes(5);

  /// Telnyx's limits of `time_limit_secs`.
  private static final Duration LIMIT_MIN = Duration.ofSeconds(30);

  private static final Duration LIMIT_MAX = Duration.ofHours(4);

  private final TelnyxCalls commands;
  private final String connection;
  private final DialClaims claims;
  private final Callbacks callbacks;
  private final Duration limit;

  /// Where Telnyx reaches us.
  ///
  /// @param events told how the call goes
  /// @param media of its sound, `wss://…`
  /// @param pass for the socket of an order, good for as long as it rings and somewhat longer
  public record Callbacks(URI events, URI media, Function<Order, String> pass) {}

  /// @param commands whose settings have a connection
  /// @param lengthMax of a conversation: somewhat later Telnyx ends the call itself
  public TelnyxOutboundCalls(
      TelnyxCalls commands, DialClaims claims, Callbacks callbacks, Duration lengthMax) {
    this.limit = limit(lengthMax.plus(ASIDE));
    this.commands = commands;
    this.connection =
        commands
            .settings()
            .connection()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "parley.telephony.telnyx.connection-id: nothing (expected: it, for calls"
                            + " out)"));
    this.claims = claims;
    this.callbacks = callbacks;
  }

  private static Duration limit(Duration wanted) {
    if (wanted.compareTo(LIMIT_MIN) < 0) return LIMIT_MIN;
    return wanted.compareTo(LIMIT_MAX) > 0 ? LIMIT_MAX : wanted;
  }

  @Override
  public CompletionStage<Placed> place(Order order) {
    OutboundCalls.requireNumber(order.from());
    OutboundCalls.requireNumber(order.to());
    return claims.once(order, () -> dial(order));
  }

  private CompletionStage<String> dial(Order order) {
    var body =
        WireObject.create()
            .put("connection_id", connection)
            .put("to", order.to())
            .put("from", order.from())
            .put("timeout_secs", TelnyxCalls.ringSeconds(order.ring()))
            .put("time_limit_secs", limit.toSeconds())
            .put("client_state", ClientState.of(order.tenant(), order.key()))
            .put("command_id", TelnyxCalls.commandId(order.key() + " dial"))
            .put("webhook_url", callbacks.events().toString())
            .put("webhook_url_method", "POST");
    commands.settings().detection().ifPresent(m -> body.put("answering_machine_detection", m));
    return commands
        .post("/v2/calls", commands.stream(body, callbacks.media(), callbacks.pass().apply(order)))
        .thenApply(this::id);
  }

  private String id(String answer) {
    try {
      return WireObject.read(answer).object("data").text("call_control_id", ID_MAX);
    } catch (MalformedFrame e) {
      throw commands.api().garbage(true, e);
    }
  }

  @Override
  public CompletionStage<Void> hangUp(String call) {
    return commands.hangUp(call);
  }

  @Override
  public CompletionStage<Void> transfer(String call, String number, Optional<String> callerId) {
    OutboundCalls.requireNumber(number);
    callerId.ifPresent(OutboundCalls::requireNumber);
    return commands.transfer(call, number, callerId);
  }

  @Override
  public CompletionStage<Optional<CallProgress>> look(String call) {
    return commands
        .api()
        .find(commands.get(call), TelnyxCalls.NO_SUCH_CALL)
        .thenApply(found -> found.map(answer -> progress(call, answer)));
  }

  /// Telnyx tells whether a call is over, not how it went.
  private CallProgress progress(String call, String answer) {
    try {
      var data = WireObject.read(answer).object("data");
      boolean isOver = !data.flag("is_alive") && data.textIfAny("end_time", ID_MAX).isPresent();
      var length = data.numberIfAny("call_duration").map(Duration::ofSeconds);
      return new CallProgress(
          TelnyxCalls.PROVIDER,
          call,
          isOver ? Status.OVER : Status.INITIATED,
          isOver ? length : Optional.empty(),
          Optional.empty());
    } catch (MalformedFrame e) {
      throw commands.api().garbage(false, e);
    }
  }
}
