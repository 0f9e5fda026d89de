package io.parley.core.model;

/// Something that is under way. Cancelling it twice, or after its end, does nothing.
public interface Cancellable {
  void cancel();
}
