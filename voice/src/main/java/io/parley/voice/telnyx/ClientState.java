package io.parley.voice.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import java.util.Base64;
import java.util.Optional;

/// Our words about a call, which Telnyx repeats in each webhook about it: `client_state`, a text of
/// ours in base64. Names the order that the call was placed for, or the call whose target it is, or
/// says that we have answered it; and no person.
final class ClientState {
  private static final int TEXT_MAX = 64;
  private static final String ORDER = "order";
  private static final String ANSWERED = "answered";
  private static final String TARGET = "target";
  private static final String ATTEMPT = "attempt";

  /// Of Telnyx's ids of calls.
  private static final int CALL_MAX = 256;

  private ClientState() {}

  /// @param order its key
  static String of(TenantId tenant, String order) {
    return encoded(WireObject.create().put("tenant", tenant.value()).put(ORDER, order));
  }

  /// Of a call that came in, and that we answer.
  static String answered(TenantId tenant) {
    return encoded(WireObject.create().put("tenant", tenant.value()).put(ANSWERED, "1"));
  }

  /// Of the target that a call is to be handed over to. It belongs to no order and is not ours.
  static String target(TelnyxEvent.Target target) {
    return encoded(
        WireObject.create()
            .put(TARGET, target.call())
            .put(ATTEMPT, Integer.toString(target.attempt())));
  }

  /// Of a call that was handed over: it is not ours any more.
  static String handedOver() {
    return encoded(WireObject.create().put("handed-over", "1"));
  }

  private static String encoded(ObjectNode json) {
    return Base64.getEncoder().encodeToString(json.toString().getBytes(UTF_8));
  }

  /// @return empty when it names no order of ours: another program may use the same application
  static Optional<CallOutId> read(String state) {
    try {
      var json = decoded(state);
      return Optional.of(new CallOutId(tenant(json), json.text(ORDER, TEXT_MAX)));
    } catch (IllegalArgumentException | MalformedFrame notOurs) {
      return Optional.empty();
    }
  }

  /// @return the call whose target it is; empty when it is none
  static Optional<TelnyxEvent.Target> readTarget(String state) {
    try {
      var json = decoded(state);
      var call = json.text(TARGET, CALL_MAX);
      var attempt = Integer.parseInt(json.text(ATTEMPT, TEXT_MAX));
      return Optional.of(new TelnyxEvent.Target(call, attempt));
    } catch (IllegalArgumentException | MalformedFrame notOne) {
      return Optional.empty();
    }
  }

  /// The tenant of a call that we have placed or answered.
  ///
  /// @return empty when it is not ours
  static Optional<TenantId> owner(String state) {
    try {
      var json = decoded(state);
      boolean isOurs =
          json.textIfAny(ORDER, TEXT_MAX).isPresent()
              || json.textIfAny(ANSWERED, TEXT_MAX).isPresent();
      return isOurs ? Optional.of(tenant(json)) : Optional.empty();
    } catch (IllegalArgumentException | MalformedFrame notOurs) {
      return Optional.empty();
    }
  }

  private static WireObject decoded(String state) {
    return WireObject.read(new String(Base64.getDecoder().decode(state), UTF_8));
  }

  private static TenantId tenant(WireObject json) {
    return new TenantId(json.text("tenant", TEXT_MAX));
  }
}
