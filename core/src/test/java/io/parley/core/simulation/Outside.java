package io.parley.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.ToolCallState;
import io.parley.core.tool.ToolOutcome.Kind;
import io.parley.core.tool.ToolPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The world outside, which outlives every node: the effects of tools, by idempotency key, and the
/// archive.
final class Outside {
  private static final SessionKey SESSION = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));

  private final Map<String, Integer> effects = new HashMap<>();
  private final Set<String> sent = new HashSet<>();
  // calls that were given up or undone, and must not happen any more
  private final Set<String> forbidden = new HashSet<>();
  private long archivedTo;

  static String keyOf(ToolCallState call) {
    return call.idempotencyKey(SESSION);
  }

  static String keyOf(String call) {
    return SESSION + ":" + call;
  }

  void send(String key) {
    sent.add(key);
  }

  boolean wasSent(String key) {
    return sent.contains(key);
  }

  boolean isForbidden(String key) {
    return forbidden.contains(key);
  }

  /// The outcome of a call; one that did not happen will not happen any more.
  Resolution lookUp(String key) {
    if (effects.getOrDefault(key, 0) > 0) return Resolution.HAPPENED;
    forbidden.add(key);
    return Resolution.DID_NOT_HAPPEN;
  }

  Resolution undo(String key) {
    forbidden.add(key);
    effects.remove(key);
    return Resolution.UNDONE;
  }

  void effect(String key, ToolPolicy policy) {
    if (isForbidden(key)) return;
    switch (policy) {
      case READ_ONLY -> {}
      // the dependency promises one effect per key
      case RETRY_WITH_KEY -> effects.put(key, 1);
      case LOOK_UP, ASK_HUMAN, COMPENSATE ->
          assertThat(effects.merge(key, 1, Integer::sum)).as("effects of %s", key).isEqualTo(1);
    }
  }

  /// Checks that the recorded outcome of a call matches its effects.
  void check(String key, ToolPolicy policy, Kind outcome) {
    int happened = effects.getOrDefault(key, 0);
    switch (outcome) {
      case SUCCEEDED ->
          assertThat(happened)
              .as("effects of %s, which succeeded", key)
              .isEqualTo(policy == ToolPolicy.READ_ONLY ? 0 : 1);
      case FAILED, REJECTED ->
          assertThat(happened).as("effects of %s, which had none", key).isZero();
      case PENDING -> throw new AssertionError("no tool of these lives answers later");
      case IN_DOUBT ->
          assertThat(policy).as("policy of %s", key).isNotEqualTo(ToolPolicy.READ_ONLY);
    }
  }

  void store(long lastSeq) {
    archivedTo = lastSeq;
  }

  long archivedTo() {
    return archivedTo;
  }
}
