package io.parley.core.support;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The shop's orders, read only.
public interface Orders {
  /// @return empty if there is none or it belongs to another customer; [Order#redacted] if the
  ///   requester is not identified
  CompletionStage<Optional<Order>> find(Requester requester, String number);
}
