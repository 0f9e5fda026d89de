package io.parley.voice.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.dial.CallOutId;
import io.parley.core.tenant.TenantId;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.WireObject;
import java.util.Base64;
import java.util.Optional;

/// The order that a call was placed for, as Telnyx repeats it in each webhook about the call:
/// `client_state`, a text of ours in base64. Names no person.
final class ClientState {
  private static final int TEXT_MAX = 64;

  private ClientState() {}

  /// @param order its key
  static String of(TenantId tenant, String order) {
    var json = WireObject.create().put("tenant", tenant.value()).put("order", order);
    return Base64.getEncoder().encodeToString(json.toString().getBytes(UTF_8));
  }

  /// @return empty when it is not ours: another program may use the same application
  static Optional<CallOutId> read(String state) {
    try {
      var json = WireObject.read(new String(Base64.getDecoder().decode(state), UTF_8));
      return Optional.of(
          new CallOutId(new TenantId(json.text("tenant", TEXT_MAX)), json.text("order", TEXT_MAX)));
    } catch (IllegalArgumentException | MalformedFrame notOurs) {
      return Optional.empty();
    }
  }
}
