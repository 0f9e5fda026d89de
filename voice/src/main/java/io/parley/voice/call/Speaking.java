package io.parley.voice.call;

import io.parley.core.speech.AudioFrame;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/// One clause at its engine. Sound is taken as it comes; after a cancellation nothing more is
/// reported, even before the engine has answered.
final class Speaking implements Flow.Subscriber<AudioFrame> {

  /// A report of the engine on its clause.
  sealed interface Piece {
    record Sound(AudioFrame frame) implements Piece {}

    record Ended() implements Piece {}

    record Failed(Throwable cause) implements Piece {}
  }

  private final Consumer<Piece> told;
  private volatile Flow.Subscription subscription;
  private volatile boolean cancelled;

  /// @param told called in the engine's thread
  Speaking(Consumer<Piece> told) {
    this.told = told;
  }

  void cancel() {
    cancelled = true;
    if (subscription != null) subscription.cancel();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (cancelled) given.cancel();
    else given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(AudioFrame frame) {
    tell(new Piece.Sound(frame));
  }

  @Override
  public void onError(Throwable failure) {
    tell(new Piece.Failed(failure));
  }

  @Override
  public void onComplete() {
    tell(new Piece.Ended());
  }

  private void tell(Piece piece) {
    if (!cancelled) told.accept(piece);
  }
}
