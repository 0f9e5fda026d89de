package io.parley.voice.telephony;

import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.voice.leg.Leg;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// How the owner of a leg hands its other end over. Addresses come from the configuration alone.
/// Methods must not block.
public interface CallTransfer {
  /// Of a leg that stays where it is, such as a browser's.
  CallTransfer NONE =
      new CallTransfer() {
        @Override
        public boolean isPossible() {
          return false;
        }

        @Override
        public boolean may(TransferMode mode, TransferAddress to) {
          return false;
        }

        @Override
        public CompletionStage<Void> handOver(TransferAddress to) {
          return CompletableFuture.failedStage(new UnsupportedOperationException());
        }

        @Override
        public Colleague call(TransferOrder order, Duration ring) {
          throw new UnsupportedOperationException();
        }
      };

  /// Whether any target can be reached.
  boolean isPossible();

  boolean may(TransferMode mode, TransferAddress to);

  /// Connects the other end with that address; our part of the call ends soon after.
  ///
  /// @return completes when the network has taken it over; fails with [TelephonyFailure]
  CompletionStage<Void> handOver(TransferAddress to);

  /// Has the network bring the other end's sound to another socket, which any node may have, in
  /// place of this leg.
  ///
  /// @param pass opens it
  /// @return completes when the network does so; fails with [UnsupportedOperationException] where
  ///   it cannot, and with [TelephonyFailure]
  default CompletionStage<Void> reconnect(URI socket, String pass) {
    return CompletableFuture.failedStage(new UnsupportedOperationException());
  }

  /// Calls a colleague, once for each order.
  ///
  /// @param ring after so long without an answer it is given up
  Colleague call(TransferOrder order, Duration ring);

  /// A colleague who is called.
  interface Colleague {
    /// Their leg, when they have answered. Fails with [NotReached], or with [TelephonyFailure].
    CompletionStage<Leg> answered();

    /// Ends the attempt; a leg that came, or comes all the same, is its caller's to close.
    /// Idempotent.
    void giveUp();
  }

  /// The colleague cannot be reached.
  final class NotReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final TransferOutcome.Reason reason;

    public NotReached(TransferOutcome.Reason reason) {
      super(reason.word(), null, false, false);
      this.reason = reason;
    }

    public TransferOutcome.Reason reason() {
      return reason;
    }
  }
}
