package io.parley.http.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.core.limit.Limit;
import io.parley.core.session.SessionCommand;
import io.parley.http.json.JsonText;
import io.parley.http.limit.Refusals;
import io.parley.sessions.Answer;
import io.parley.sessions.entry.Entry;
import io.parley.sessions.entry.EntryMeter;
import io.parley.sessions.entry.OpenReaders;

/// The edge's metrics. Labels come from small fixed sets: never an id, never a customer's word.
public final class EdgeMetrics implements EntryMeter {
  private final MeterRegistry registry;
  private final Refusals refusals;

  public EdgeMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.refusals = new Refusals(registry);
  }

  /// Adds gauges of open readers and commands under way.
  public void show(Entry entry) {
    registry.gauge("parley.readers.open", entry.readers(), OpenReaders::count);
    registry.gauge("parley.commands.under.way", entry, Entry::underWay);
  }

  @Override
  public void refused(Limit limit) {
    refusals.count(limit);
  }

  void closed(CloseReason reason) {
    Counter.builder("parley.sockets.closed")
        .tag("code", Integer.toString(reason.code()))
        .tag("reason", JsonText.word(reason))
        .register(registry)
        .increment();
  }

  /// @param reason one of a small fixed set
  void customerRefused(String reason) {
    registry.counter("parley.customers.refused", "reason", reason).increment();
  }

  void badFrame() {
    registry.counter("parley.frames.bad").increment();
  }

  @Override
  public void answered(SessionCommand command, Answer answer) {
    count(
        command,
        switch (answer) {
          case Answer.Stored _ -> "stored";
          case Answer.Refused _ -> "refused";
          case Answer.Limited _ -> "limited";
          case Answer.Damaged _ -> "damaged";
        });
  }

  @Override
  public void unanswered(SessionCommand command) {
    count(command, "unanswered");
  }

  private void count(SessionCommand command, String outcome) {
    var kind =
        switch (command) {
          case SessionCommand.Start _ -> "start";
          case SessionCommand.Say _ -> "say";
          case SessionCommand.Interrupt _ -> "interrupt";
          case SessionCommand.Decide _ -> "decide";
          case SessionCommand.End _ -> "end";
          // rare ones, and those that clients do not send
          case SessionCommand.CutReply _,
              SessionCommand.ResolveToolCall _,
              SessionCommand.AnswerToolCall _,
              SessionCommand.RetryToolCall _,
              SessionCommand.DropToolCall _,
              SessionCommand.Rate _,
              SessionCommand.MeasureCall _,
              SessionCommand.AnswerRecording _,
              SessionCommand.NoteRecordingGap _,
              SessionCommand.AboutAgent _,
              SessionCommand.FromWithin _ ->
              "other";
        };
    registry.counter("parley.commands", "kind", kind, "outcome", outcome).increment();
  }
}
