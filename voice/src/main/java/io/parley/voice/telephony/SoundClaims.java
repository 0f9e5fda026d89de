package io.parley.voice.telephony;

import io.parley.core.journal.Caller;
import io.parley.core.journal.StartRequests;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.Sha256;
import java.util.concurrent.CompletionStage;

/// Decides for all nodes whether the sound of a call has begun, or was waited for in vain: the
/// first of the two counts. The node that waits is often another one than the one to which the
/// sound comes. Kept in the table of idempotency keys.
public final class SoundClaims {
  /// With a sign that no request to start a session has in its key.
  private static final String PREFIX = "\"sound\"";

  /// The table wants a session; only the content of a claim matters here.
  private static final SessionId NONE = new SessionId("sound");

  private final StartRequests requests;

  public SoundClaims(StartRequests requests) {
    this.requests = requests;
  }

  /// The sound of a call begins.
  ///
  /// @param call its id with the provider
  /// @return false when somebody has given it up
  public CompletionStage<Boolean> begin(TenantId tenant, String call) {
    return claim(tenant, call, "begun");
  }

  /// Nobody waits for the sound of a call any more.
  ///
  /// @return false when it has begun
  public CompletionStage<Boolean> giveUp(TenantId tenant, String call) {
    return claim(tenant, call, "given up");
  }

  private CompletionStage<Boolean> claim(TenantId tenant, String call, String content) {
    var name = PREFIX + Sha256.hex(call);
    var key = new StartRequests.Key(new Caller.Company(Role.OPERATOR), name, false);
    return requests
        .claim(tenant, key, content, NONE)
        .thenApply(StartRequests.Granted.class::isInstance);
  }
}
