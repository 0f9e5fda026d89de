package io.parley.sessions.limit;

import io.parley.core.limit.RateLimit.Granted;
import io.parley.core.limit.RateLimit.Verdict;
import io.parley.core.limit.RecentlyUsed;
import io.parley.core.limit.VisitorQuota;
import io.parley.core.limit.VisitorQuota.Use;
import io.parley.sessions.SessionSettings.VisitorSettings;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/// Counts what the sessions of this node have caused, by visitor; the node grants its part of each
/// quota. Bounded: the visitor that was quiet for longest is forgotten first. Thread safe.
public final class NodeVisitors {
  private final VisitorSettings settings;
  private final IntSupplier nodes;
  private final Map<String, Use> uses;

  /// @param nodes how many share the quotas, asked each time; at least 1
  public NodeVisitors(VisitorSettings settings, IntSupplier nodes) {
    this.settings = settings;
    this.nodes = nodes;
    this.uses = new RecentlyUsed<>(settings.visitorsMax());
  }

  /// Counts a call of a model, unless it is refused.
  synchronized Verdict takeModelCall(String visitor, Instant at) {
    return take(visitor, quota().modelCall(use(visitor), at), use -> use.modelCall(at));
  }

  /// Counts a call of a model that follows from one that was granted.
  synchronized void modelCalled(String visitor, Instant at) {
    uses.put(visitor, use(visitor).modelCall(at));
  }

  /// Counts a tool call that changes something, unless it is refused.
  synchronized Verdict takeEffect(String visitor, Instant at) {
    return take(visitor, quota().effect(use(visitor), at), use -> use.effect(at));
  }

  private Verdict take(String visitor, Verdict verdict, UnaryOperator<Use> counted) {
    if (verdict instanceof Granted) uses.put(visitor, counted.apply(use(visitor)));
    return verdict;
  }

  private VisitorQuota quota() {
    return settings.quota().ofOneOf(nodes.getAsInt());
  }

  private Use use(String visitor) {
    return uses.getOrDefault(visitor, Use.NONE);
  }
}
