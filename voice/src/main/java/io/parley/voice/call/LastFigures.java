package io.parley.voice.call;

import io.parley.core.fault.Stages;
import io.parley.core.quality.CallFigures;
import io.parley.core.session.SessionCommand;
import io.parley.sessions.Answer;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the figures of a call that is over to its session. Nobody waits for them: they are sent
/// again while the session does not answer, as when it moves.
public final class LastFigures {
  private static final Logger LOG = LoggerFactory.getLogger(LastFigures.class);

  private LastFigures() {}

  /// @param call its id; @param ask sends the session a command
  public static void send(
      String call,
      CallFigures figures,
      Instant at,
      Function<SessionCommand, CompletionStage<Answer>> ask) {
    // the session takes them once, however often they come
    var command = new SessionCommand.MeasureCall(call + "-measured", call, figures, at);
    OverloadRetry.LAST
        .ask(() -> ask.apply(command))
        .whenComplete(
            (answer, failure) -> {
              if (failure != null)
                LOG.warn(
                    "the figures of call {} are lost: {}", call, Stages.cause(failure).toString());
              else if (!(answer instanceof Answer.Stored))
                LOG.info("the session did not take the figures of call {}", call);
            });
  }
}
