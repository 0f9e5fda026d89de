package io.parley.server;

import io.parley.core.tenant.SessionKey;
import io.parley.core.transfer.TransferOrder;
import io.parley.core.transfer.TransferOutcome;
import io.parley.voice.call.Calls;
import io.parley.voice.keypad.KeyOrder;
import io.parley.voice.keypad.KeyTools;
import io.parley.voice.keypad.Pressed;
import io.parley.voice.recording.RecordingTools;
import io.parley.voice.transfer.TransferTools;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The calls of this node, for tools: these are made first, as sessions need them, and calls need
/// sessions. A transfer that is asked for before there are calls has none.
final class CallsLater
    implements TransferTools.Transfers, RecordingTools.Pausing, KeyTools.Pressing {
  private volatile Optional<Calls> calls = Optional.empty();

  void are(Calls started) {
    calls = Optional.of(started);
  }

  @Override
  public CompletionStage<Optional<TransferOutcome>> transfer(
      SessionKey session, TransferOrder order, Duration patience) {
    return calls
        .map(known -> known.transfer(session, order, patience))
        .orElseGet(
            () ->
                CompletableFuture.completedStage(
                    Optional.of(new TransferOutcome.Returned(TransferOutcome.Reason.NO_CALL))));
  }

  @Override
  public CompletionStage<Optional<Boolean>> pauseRecording(SessionKey session, boolean pause) {
    return calls
        .map(known -> known.pauseRecording(session, pause))
        .orElseGet(() -> CompletableFuture.completedStage(Optional.empty()));
  }

  @Override
  public CompletionStage<Optional<Pressed>> pressKeys(SessionKey session, KeyOrder order) {
    return calls
        .map(known -> known.pressKeys(session, order))
        .orElseGet(() -> CompletableFuture.completedStage(Optional.of(Pressed.NO_CALL)));
  }

  @Override
  public void withdraw(SessionKey session, String key) {
    calls.ifPresent(known -> known.withdraw(session, key));
  }
}
