package io.parley.sessions.entry;

import io.parley.core.limit.Limit;
import io.parley.core.session.SessionCommand;
import io.parley.sessions.Answer;
import java.util.ArrayList;
import java.util.List;

/// Records refusals and other counts in order.
final class RecordingMeter implements EntryMeter {
  final List<Limit> limits = new ArrayList<>();
  final List<Answer> answers = new ArrayList<>();
  int unanswered;

  @Override
  public void refused(Limit limit) {
    limits.add(limit);
  }

  @Override
  public void answered(SessionCommand command, Answer answer) {
    answers.add(answer);
  }

  @Override
  public void unanswered(SessionCommand command) {
    unanswered++;
  }
}
