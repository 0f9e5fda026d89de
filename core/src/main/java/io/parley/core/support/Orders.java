package io.parley.core.support;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The shop's orders, read only.
public interface Orders {
  /// @return empty when there is none or it belongs to another customer than the requester's;
  ///   [Order#redacted] when the requester has not said who they are
  CompletionStage<Optional<Order>> find(Requester requester, String number);
}
