package io.parley.core.session;

import io.parley.core.party.Party;
import io.parley.core.text.Sha256;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Json;
import io.parley.core.tool.Resolution;
import io.parley.core.tool.ToolOutcome;
import java.util.HexFormat;
import java.util.Optional;

/// Tells whether a repeated command with the same id has the same content, without storing its
/// text. Only fields from the client count: not the time, the channel, or fields that we add (the
/// part of a reply that was heard). The event that holds a command has the same fingerprint.
final class Fingerprint {
  private static final int BYTES = 16;

  private Fingerprint() {}

  static String of(SessionCommand.Say say) {
    return of("say", say.by(), say.text());
  }

  static String of(MessageEvent.Said said) {
    return of("say", said.by(), said.text());
  }

  static String of(SessionCommand.Interrupt interrupt) {
    return of("interrupt", interrupt.by(), Integer.toString(interrupt.turn()));
  }

  static String of(TurnEvent.TurnInterrupted interrupted) {
    return of("interrupt", interrupted.by(), Integer.toString(interrupted.turn()));
  }

  /// An interruption of a completed reply cuts it: to the client the two are the same.
  static String of(SessionCommand.CutReply cut) {
    return of("interrupt", cut.by(), Integer.toString(cut.turn()));
  }

  static String of(TurnEvent.ReplyCut cut) {
    return of("interrupt", cut.by(), Integer.toString(cut.turn()));
  }

  static String of(SessionCommand.Decide decide) {
    return ofDecision(
        decide.by(), decide.call(), decide.decision(), decide.note(), decide.arguments());
  }

  static String of(ToolEvent.ApprovalDecided decided) {
    return ofDecision(
        decided.by(), decided.call(), decided.decision(), decided.note(), decided.arguments());
  }

  static String of(SessionCommand.ResolveToolCall resolve) {
    return ofResolution(
        resolve.by(), resolve.call(), resolve.resolution(), resolve.outcome(), resolve.note());
  }

  static String of(ToolEvent.ToolCallResolved resolved) {
    return ofResolution(
        resolved.by(), resolved.call(), resolved.resolution(), resolved.outcome(), resolved.note());
  }

  static String of(SessionCommand.AnswerToolCall answer) {
    return ofAnswer(answer.call(), Optional.of(answer.answer()));
  }

  static String of(ToolEvent.ToolCallAnswered answered) {
    return ofAnswer(answered.call(), answered.answer());
  }

  /// @param answer empty when none came in time
  static String ofAnswer(String call, Optional<String> answer) {
    return of(answer.isPresent() ? "answer" : "no answer", Party.SYSTEM, call, answer.orElse(""));
  }

  static String of(SessionCommand.RetryToolCall retry) {
    return ofLetter("retry", retry.by(), retry.call(), retry.note());
  }

  static String of(ToolEvent.ToolCallRetried retried) {
    return ofLetter("retry", retried.by(), retried.call(), retried.note());
  }

  static String of(SessionCommand.DropToolCall drop) {
    return ofLetter("drop", drop.by(), drop.call(), drop.note());
  }

  static String of(ToolEvent.ToolCallDropped dropped) {
    return ofLetter("drop", dropped.by(), dropped.call(), dropped.note());
  }

  static String of(SessionCommand.End end) {
    return of("end", end.by(), end.reason());
  }

  static String of(LifecycleEvent.SessionEnded ended) {
    return of("end", ended.by(), ended.reason());
  }

  static String of(SessionCommand.Rate rate) {
    return ofRating(rate.by(), rate.score(), rate.comment());
  }

  static String of(CustomerEvent.Rated rated) {
    return ofRating(rated.by(), rated.score(), rated.comment());
  }

  static String of(SessionCommand.AnswerRecording answer) {
    return of("record", Party.CUSTOMER, answer.call(), answer.answer().name());
  }

  static String of(CustomerEvent.RecordingAnswered answered) {
    return of("record", Party.CUSTOMER, answered.call(), answered.answer().name());
  }

  static String of(SessionCommand.NoteRecordingGap gap) {
    return of("gap", Party.SYSTEM, gap.call(), gap.from().toString(), gap.to().toString());
  }

  static String of(CustomerEvent.RecordingGap gap) {
    return of("gap", Party.SYSTEM, gap.call(), gap.from().toString(), gap.to().toString());
  }

  static String of(SessionCommand.MeasureCall measure) {
    return of("measure", Party.SYSTEM, measure.call());
  }

  static String of(UsageEvent.CallMeasured measured) {
    return of("measure", Party.SYSTEM, measured.call());
  }

  static String of(AgentCommand.CheckWords check) {
    return ofWords(check.by(), check.words());
  }

  static String of(UsageEvent.WordsChecked checked) {
    var words =
        new WordsCheck.Compared(
            checked.call(), checked.way(), checked.utterances(), checked.right(), checked.errors());
    return ofWords(checked.by(), words);
  }

  private static String ofWords(Party by, WordsCheck.Compared words) {
    return of(
        "check-words",
        by,
        words.call(),
        Integer.toString(words.utterances()),
        Integer.toString(words.right()),
        Integer.toString(words.errors().wrong()),
        Integer.toString(words.errors().said()));
  }

  static String of(AgentCommand.TakeOver take) {
    return of("take-over", take.by());
  }

  static String of(AgentEvent.TakenOver taken) {
    return of("take-over", taken.by());
  }

  static String of(AgentCommand.HandBack back) {
    return of("hand-back", back.by());
  }

  static String of(AgentEvent.HandedBack back) {
    return of("hand-back", back.by());
  }

  static String of(AgentCommand.AskTransfer ask) {
    return of("transfer", ask.by(), ask.call(), ask.target(), ask.mode().word());
  }

  static String of(AgentEvent.TransferAsked asked) {
    return of("transfer", asked.by(), asked.call(), asked.target(), asked.mode().word());
  }

  static String of(AgentCommand.SettleTransfer settle) {
    return of("transferred", Party.SYSTEM, settle.order(), settle.result().toString());
  }

  static String of(AgentEvent.TransferSettled settled) {
    return of("transferred", Party.SYSTEM, settled.order(), settled.result().toString());
  }

  /// Whether the event holds the command: the same id with the same content. Only commands with a
  /// client id are held by one identifiable event.
  static boolean matches(SessionEvent event, SessionCommand command) {
    return switch (command) {
      // each message is looked at: what is in its fingerprint is compared without two hashes
      case SessionCommand.Say say ->
          event instanceof MessageEvent.Said said
              && said.id().equals(say.id())
              && said.by() == say.by()
              && said.text().equals(say.text());
      case SessionCommand.Interrupt interrupt ->
          (event instanceof TurnEvent.TurnInterrupted interrupted
                  && interrupted.id().equals(Optional.of(interrupt.id()))
                  && of(interrupted).equals(of(interrupt)))
              || (event instanceof TurnEvent.ReplyCut cut
                  && cut.id().equals(interrupt.id())
                  && of(cut).equals(of(interrupt)));
      case SessionCommand.CutReply cut ->
          event instanceof TurnEvent.ReplyCut done
              && done.id().equals(cut.id())
              && of(done).equals(of(cut));
      case SessionCommand.Decide decide ->
          event instanceof ToolEvent.ApprovalDecided decided
              && decided.id().equals(decide.id())
              && of(decided).equals(of(decide));
      case SessionCommand.Rate rate ->
          event instanceof CustomerEvent.Rated rated
              && rated.id().equals(rate.id())
              && of(rated).equals(of(rate));
      case SessionCommand.End end ->
          event instanceof LifecycleEvent.SessionEnded ended
              && end.id().isPresent()
              && ended.id().equals(end.id())
              && of(ended).equals(of(end));
      case SessionCommand.ResolveToolCall resolve ->
          event instanceof ToolEvent.ToolCallResolved resolved
              && resolve.id().isPresent()
              && resolved.id().equals(resolve.id())
              && of(resolved).equals(of(resolve));
      case SessionCommand.AnswerToolCall answer ->
          event instanceof ToolEvent.ToolCallAnswered answered
              && answered.call().equals(answer.call())
              && of(answered).equals(of(answer));
      case SessionCommand.RetryToolCall retry ->
          event instanceof ToolEvent.ToolCallRetried retried
              && retried.id().equals(retry.id())
              && of(retried).equals(of(retry));
      case SessionCommand.DropToolCall drop ->
          event instanceof ToolEvent.ToolCallDropped dropped
              && dropped.id().equals(drop.id())
              && of(dropped).equals(of(drop));
      case SessionCommand.AnswerRecording answer ->
          event instanceof CustomerEvent.RecordingAnswered answered
              && answered.id().equals(answer.id())
              && of(answered).equals(of(answer));
      case SessionCommand.NoteRecordingGap gap ->
          event instanceof CustomerEvent.RecordingGap missing
              && missing.id().equals(gap.id())
              && of(missing).equals(of(gap));
      case SessionCommand.MeasureCall measure ->
          event instanceof UsageEvent.CallMeasured measured
              && measured.id().equals(measure.id())
              && of(measured).equals(of(measure));
      case AgentCommand.TakeOver take ->
          event instanceof AgentEvent.TakenOver taken
              && taken.id().equals(take.id())
              && of(taken).equals(of(take));
      case AgentCommand.HandBack back ->
          event instanceof AgentEvent.HandedBack handed
              && handed.id().equals(back.id())
              && of(handed).equals(of(back));
      case AgentCommand.AskTransfer ask ->
          event instanceof AgentEvent.TransferAsked asked
              && asked.id().equals(ask.id())
              && of(asked).equals(of(ask));
      case AgentCommand.SettleTransfer settle ->
          event instanceof AgentEvent.TransferSettled settled
              && settled.id().equals(settle.id())
              && of(settled).equals(of(settle));
      case AgentCommand.CheckWords check ->
          event instanceof UsageEvent.WordsChecked checked
              && checked.id().equals(check.id())
              && of(checked).equals(of(check));
      case SessionCommand.Start _, SessionCommand.FromWithin _ -> false;
    };
  }

  private static String ofRating(Party by, int score, Optional<String> comment) {
    var number = Integer.toString(score);
    return comment
        .map(words -> of("rate", by, number, words))
        .orElseGet(() -> of("rate", by, number));
  }

  private static String ofLetter(String what, Party by, String call, Optional<String> note) {
    return note.map(words -> of(what, by, call, words)).orElseGet(() -> of(what, by, call));
  }

  private static String ofResolution(
      Party by,
      String call,
      Optional<Resolution> resolution,
      ToolOutcome.Kind outcome,
      Optional<String> note) {
    var how = resolution.map(Resolution::name).orElse(outcome.name());
    return note.map(words -> of("resolve", by, call, how, words))
        .orElseGet(() -> of("resolve", by, call, how));
  }

  private static String ofDecision(
      Party by, String call, Approval decision, Optional<String> note, Optional<Json> arguments) {
    if (arguments.isPresent())
      return of(
          "decide with arguments",
          by,
          call,
          decision.name(),
          arguments.get().text(),
          note.orElse(""));
    return note.map(words -> of("decide", by, call, decision.name(), words))
        .orElseGet(() -> of("decide", by, call, decision.name()));
  }

  /// Each part is prefixed with its length, so that different commands never produce the same text.
  private static String of(String kind, Party by, String... parts) {
    var all = new StringBuilder(kind).append(' ').append(by.word());
    for (var part : parts) all.append(' ').append(part.length()).append(' ').append(part);
    return HexFormat.of().formatHex(Sha256.of(all.toString()), 0, BYTES);
  }
}
