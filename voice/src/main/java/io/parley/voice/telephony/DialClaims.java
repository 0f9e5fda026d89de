package io.parley.voice.telephony;

import io.parley.core.journal.Caller;
import io.parley.core.journal.StartRequests;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.text.Sha256;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Sees to it that an order is dialled once, on all nodes and over crashes: its key is claimed in
/// the table of idempotency keys before the provider is asked. A node that dies between the two has
/// not dialled, or has; nobody dials again.
public final class DialClaims {
  private static final int ID_BYTES = 16;

  /// With a sign that no request to start a session has in its key.
  private static final String PREFIX = "\"dial\"";

  private final StartRequests requests;
  private final SecureRandom random = new SecureRandom();

  /// The outcome of a claim.
  public enum Claim {
    FIRST,
    REPEATED,
    OTHER_ORDER
  }

  public DialClaims(StartRequests requests) {
    this.requests = requests;
  }

  /// Has an order dialled, if nobody has before. When it is unknown whether the provider got it, it
  /// is not dialled again.
  ///
  /// @param dial asks the provider, and completes with its id of the call
  public CompletionStage<OutboundCalls.Placed> once(
      OutboundCalls.Order order, Supplier<CompletionStage<String>> dial) {
    return claim(order)
        .thenCompose(
            claim ->
                switch (claim) {
                  case FIRST -> dial.get().thenApply(OutboundCalls.Placed.Dialled::new);
                  case REPEATED ->
                      CompletableFuture.completedStage(new OutboundCalls.Placed.Repeated());
                  case OTHER_ORDER ->
                      CompletableFuture.completedStage(new OutboundCalls.Placed.KeyReused());
                });
  }

  public CompletionStage<Claim> claim(OutboundCalls.Order order) {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    var mark = new SessionId(HexFormat.of().formatHex(bytes));
    var key = new StartRequests.Key(new Caller.Company(Role.OPERATOR), PREFIX + order.key(), false);
    return requests
        .claim(order.tenant(), key, fingerprint(order), mark)
        .thenApply(
            claim ->
                switch (claim) {
                  case StartRequests.Granted(var first) when first.equals(mark) -> Claim.FIRST;
                  case StartRequests.Granted _ -> Claim.REPEATED;
                  case StartRequests.Reused() -> Claim.OTHER_ORDER;
                });
  }

  private static String fingerprint(OutboundCalls.Order order) {
    var text =
        String.join(
            "\n", order.from(), order.to(), order.agent().orElse(""), order.language().orElse(""));
    return Sha256.hex(text);
  }
}
