package io.parley.http.connection;

import java.time.Duration;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;

/// Refuses one connection: sends the reason and waits a moment for the client to close. If closed
/// at once, with unread input from the client, the kernel would reset the connection and the answer
/// would be lost.
final class Refusal extends GraphStage<FlowShape<ByteString, ByteString>> {
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final Inlet<ByteString> in = Inlet.create("Refusal.in");
  private final Outlet<ByteString> out = Outlet.create("Refusal.out");
  private final ByteString answer;
  private final Runnable onEnd;

  /// @param onEnd called once when the connection is over
  Refusal(ByteString answer, Runnable onEnd) {
    this.answer = answer;
    this.onEnd = onEnd;
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {
    private boolean said;

    Logic() {
      super(shape());
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              // the input is discarded unread
              grab(in);
              pull(in);
            }
          });
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              if (said) return;
              said = true;
              push(out, answer);
            }
          });
    }

    @Override
    public void preStart() {
      scheduleOnce("linger", LINGER);
      pull(in);
    }

    @Override
    public void onTimer(Object key) {
      completeStage();
    }

    @Override
    public void postStop() {
      onEnd.run();
    }
  }
}
