package io.parley.core.quota;

import io.parley.core.tenant.TenantId;
import java.util.concurrent.CompletionStage;

/// The one account of each organisation, from which all nodes borrow. Every answer is stored before
/// it is given, so loans count whichever node asks next, and whichever has died.
public interface QuotaLender {
  /// Decides a wish by [LentWindow#answer], after those that came before it.
  CompletionStage<Loan> lend(TenantId tenant, Wish wish);

  /// Tells how many calls a node has. More than before are accepted if the calls of all nodes are
  /// within the limit; fewer always.
  ///
  /// @param node unique to one start of a program
  /// @param calls of the organisation on this node, at least 0
  /// @return false if they are too many; then the node's earlier number stands
  CompletionStage<Boolean> hold(TenantId tenant, String node, long calls, long limit);

  /// Says that the node lives, and its calls with it: without that, its calls count for
  /// [#HOLD_SECONDS] and no longer. Sets their number, whatever the limit.
  CompletionStage<Void> renew(TenantId tenant, String node, long calls);

  /// How long the calls of a silent node count.
  int HOLD_SECONDS = 20;
}
