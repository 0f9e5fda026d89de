package io.parley.voice.call;

import io.parley.core.transfer.TransferAddress;
import io.parley.core.transfer.TransferMode;
import io.parley.core.transfer.TransferOrder;
import io.parley.voice.leg.Leg;
import io.parley.voice.telephony.CallTransfer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A telephone network that does what the test says.
final class FakeTransfer implements CallTransfer {
  final List<TransferAddress> handedOver = new CopyOnWriteArrayList<>();
  final List<TransferOrder> called = new CopyOnWriteArrayList<>();
  final AtomicInteger givenUp = new AtomicInteger();
  final CompletableFuture<Void> taken = new CompletableFuture<>();
  final CompletableFuture<Leg> answered = new CompletableFuture<>();

  @Override
  public boolean isPossible() {
    return true;
  }

  @Override
  public boolean may(TransferMode mode, TransferAddress to) {
    return to instanceof TransferAddress.Phone;
  }

  @Override
  public CompletionStage<Void> handOver(TransferAddress to) {
    handedOver.add(to);
    return taken;
  }

  @Override
  public Colleague call(TransferOrder order, Duration ring) {
    called.add(order);
    return new Colleague() {
      @Override
      public CompletionStage<Leg> answered() {
        return answered;
      }

      @Override
      public void giveUp() {
        givenUp.incrementAndGet();
      }
    };
  }
}
