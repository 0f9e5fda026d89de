package io.parley.http.telephony;

import io.parley.voice.desk.NotPossible;
import io.parley.voice.leg.Leg;
import io.parley.voice.stream.MalformedFrame;
import io.parley.voice.stream.StreamEvent;
import io.parley.voice.stream.StreamFrames;
import io.parley.voice.stream.StreamFrames.Frame;
import io.parley.voice.stream.StreamLeg;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call whose sound comes over a provider's WebSocket: a leg from the stream's first frame on.
final class StreamCall implements ProviderSocket.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(StreamCall.class);

  private final ProviderSocket socket;
  private final StreamFrames frames;
  private final Admission admission;
  private final Duration silenceMax;
  private Optional<StreamLeg> leg = Optional.empty();
  private boolean stopped;

  /// How a stream becomes a call.
  ///
  /// @param pass of the stream; empty when it may not begin
  /// @param open begins the call
  /// @param away has the provider bring the call's sound to another node, where it can
  record Admission(
      Function<StreamEvent.Started, Optional<CallPass>> pass,
      BiFunction<CallPass, Leg, ? extends CompletionStage<?>> open,
      Function<CallPass, Supplier<CompletionStage<Void>>> away) {}

  StreamCall(ProviderSocket socket, StreamFrames frames, Admission admission, Duration silenceMax) {
    this.socket = socket;
    this.frames = frames;
    this.admission = admission;
    this.silenceMax = silenceMax;
  }

  @Override
  public void text(String text) {
    received(frames.read(text));
  }

  @Override
  public void bytes(byte[] bytes) {
    received(frames.read(bytes));
  }

  private void received(StreamEvent event) {
    if (event instanceof StreamEvent.Stopped) stopped = true;
    if (event instanceof StreamEvent.Started started) started(started);
    else leg.ifPresent(begun -> begun.received(event));
  }

  private void started(StreamEvent.Started started) {
    if (leg.isPresent()) throw new MalformedFrame("a second start (expected: one)");
    var pass =
        admission.pass().apply(started).filter(held -> held.phone().call().equals(started.call()));
    if (pass.isEmpty()) {
      LOG.info("a stream without a valid pass is refused");
      socket.refuse();
      return;
    }
    socket.begun();
    var begun =
        new StreamLeg(started.format(), frames, new Wire(socket), silenceMax, System::nanoTime);
    leg = Optional.of(begun);
    begun.leavesBy(admission.away().apply(pass.get()));
    admission
        .open()
        .apply(pass.get(), begun)
        .whenComplete(
            (_, failure) -> {
              if (failure == null) return;
              LOG.warn(
                  "a call of {} cannot begin: {}", pass.get().phone().provider(), reason(failure));
              begun.close();
            });
  }

  /// Without the cause's message, unless it is one of ours.
  static String reason(Throwable failure) {
    var cause = failure.getCause() != null ? failure.getCause() : failure;
    return cause instanceof NotPossible ? cause.getMessage() : cause.toString();
  }

  @Override
  public void closed(boolean lost) {
    boolean broke = lost || (frames.outlivesSocket() && !stopped);
    leg.ifPresent(begun -> begun.closed(broke ? Leg.Gone.LOST : Leg.Gone.HUNG_UP));
  }

  private record Wire(ProviderSocket socket) implements StreamLeg.Socket {
    @Override
    public boolean send(Frame frame) {
      return switch (frame) {
        case Frame.Text(var text) -> socket.send(text);
        case Frame.Bytes binary -> socket.send(binary.bytes());
      };
    }

    @Override
    public void end() {
      socket.end();
    }
  }
}
