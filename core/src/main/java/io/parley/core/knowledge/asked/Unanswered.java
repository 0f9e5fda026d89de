package io.parley.core.knowledge.asked;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.party.Party;
import io.parley.core.session.AgentEvent;
import io.parley.core.session.AgentEvent.AgentChanged;
import io.parley.core.session.CustomerEvent;
import io.parley.core.session.CustomerEvent.CustomerLanguageChanged;
import io.parley.core.session.CustomerEvent.Rated;
import io.parley.core.session.LifecycleEvent;
import io.parley.core.session.LifecycleEvent.SessionStarted;
import io.parley.core.session.MemoryEvent;
import io.parley.core.session.MessageEvent;
import io.parley.core.session.MessageEvent.Said;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.ToolEvent;
import io.parley.core.session.ToolEvent.ToolCallRequested;
import io.parley.core.session.ToolEvent.ToolCallSettled;
import io.parley.core.session.TurnEvent;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.session.UsageEvent;
import io.parley.core.tenant.SessionId;
import io.parley.core.tool.Source;
import io.parley.core.tool.ToolOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Recognises in a session's events the questions that were not answered. A question is the
/// customer's words of a turn with a reply; the same events always give the same questions.
public final class Unanswered {
  /// The built-in tool that searches the knowledge base.
  private static final String SEARCH = "kb.search";

  /// Ratings up to this one are low.
  private static final int LOW = 2;

  private final SessionId session;
  private final double answerScore;
  private final Map<Long, String> said = new HashMap<>();
  private final Map<Integer, Turn> turns = new LinkedHashMap<>();
  private final Set<String> searches = new HashSet<>();
  private String agent = "";
  private Optional<String> language = Optional.empty();
  private Optional<Turn> last = Optional.empty();

  private static final class Turn {
    private final int number;
    private final String words;
    private final Instant at;
    private final Set<AskedReason> reasons = EnumSet.noneOf(AskedReason.class);
    private final StringBuilder answer = new StringBuilder();
    private boolean searched;
    private double best;
    private boolean replied;

    private Turn(int number, String words, Instant at) {
      this.number = number;
      this.words = words;
      this.at = at;
    }
  }

  private Unanswered(SessionId session, double answerScore) {
    this.session = session;
    this.answerScore = answerScore;
  }

  /// @param events in order; earlier ones may be missing, except the session's start
  /// @param answerScore the score from which on a passage counts as an answer
  public static List<AskedQuestion> in(
      SessionId session, List<RecordedEvent> events, double answerScore) {
    var found = new Unanswered(session, answerScore);
    events.forEach(found::take);
    return found.questions();
  }

  /// Whether it is a search of the knowledge base.
  public static boolean isSearch(SessionEvent event) {
    return event instanceof ToolCallRequested call && call.tool().equals(SEARCH);
  }

  /// Whether a question may become recognisable with this event, or change. Costs next to nothing.
  ///
  /// @param answerScore as in [#in]
  /// @param searched whether the knowledge base may have been searched in this turn
  public static boolean mayTell(SessionEvent event, double answerScore, boolean searched) {
    return switch (event) {
      case ReplyCompleted reply ->
          (searched && best(reply.sources()) < answerScore) || AskedWords.admits(reply.text());
      case Rated rated -> rated.score() <= LOW;
      case Said said ->
          said.by() == Party.HUMAN
              || (said.by() == Party.CUSTOMER && AskedWords.wantsHuman(said.text()));
      case TurnEvent _,
          LifecycleEvent _,
          MessageEvent _,
          ToolEvent _,
          MemoryEvent _,
          CustomerEvent _,
          AgentEvent _,
          UsageEvent _ ->
          false;
    };
  }

  private void take(RecordedEvent recorded) {
    switch (recorded.event()) {
      case SessionStarted started -> agent = started.agent().id();
      case AgentChanged changed -> agent = changed.agent().id();
      case CustomerLanguageChanged changed -> language = Optional.of(changed.language());
      case Said message -> said(recorded.seq(), message);
      case TurnStarted started -> started(started);
      case ToolCallRequested requested -> {
        if (isSearch(requested)) searches.add(requested.call());
      }
      case ToolCallSettled settled -> settled(settled);
      case ReplyCompleted reply -> replied(reply);
      case Rated rated -> {
        if (rated.score() <= LOW) blame(AskedReason.RATED_DOWN);
      }
      case LifecycleEvent _,
          TurnEvent _,
          MessageEvent _,
          ToolEvent _,
          MemoryEvent _,
          CustomerEvent _,
          AgentEvent _,
          UsageEvent _ -> {
        // tells nothing about an answer
      }
    }
  }

  private void said(long seq, Said message) {
    if (message.asksAgent()) {
      said.put(seq, message.text());
      if (AskedWords.wantsHuman(message.text())) blame(AskedReason.HUMAN_WANTED);
    }
    if (message.by() == Party.HUMAN && last.isPresent()) {
      var answer = last.get().answer;
      if (answer.length() < AskedQuestion.ANSWER_MAX)
        answer.append(answer.isEmpty() ? "" : "\n").append(message.text());
    }
  }

  /// A wish for a human is no question of its own.
  private void started(TurnStarted started) {
    var words =
        started.said().stream()
            .map(said::get)
            .filter(text -> text != null && !AskedWords.wantsHuman(text))
            .collect(Collectors.joining(" "));
    if (words.isBlank()) return;
    var turn = new Turn(started.turn(), words, started.at());
    turns.put(turn.number, turn);
    last = Optional.of(turn);
  }

  private void settled(ToolCallSettled settled) {
    var turn = turns.get(settled.turn());
    if (turn == null || !searches.contains(settled.call())) return;
    if (settled.outcome() != ToolOutcome.Kind.SUCCEEDED) return;
    turn.searched = true;
    turn.best = Math.max(turn.best, best(settled.sources()));
  }

  private void replied(ReplyCompleted reply) {
    var turn = turns.get(reply.turn());
    if (turn == null) return;
    turn.replied = true;
    if (turn.searched && turn.best < answerScore) turn.reasons.add(AskedReason.NOTHING_FOUND);
    if (AskedWords.admits(reply.text())) turn.reasons.add(AskedReason.ADMITTED);
  }

  /// Only an answer from the knowledge base can be blamed: the rest is no matter of documents.
  private void blame(AskedReason reason) {
    last.filter(turn -> turn.replied && turn.searched).ifPresent(turn -> turn.reasons.add(reason));
  }

  private static double best(List<Source> sources) {
    return sources.stream().mapToDouble(Source::score).max().orElse(0);
  }

  private List<AskedQuestion> questions() {
    var questions = new ArrayList<AskedQuestion>();
    for (var turn : turns.values()) {
      if (turn.reasons.isEmpty()) continue;
      AskedWords.redacted(turn.words, AskedQuestion.TEXT_MAX)
          .ifPresent(
              text ->
                  questions.add(
                      new AskedQuestion(
                          session,
                          turn.number,
                          text,
                          agent,
                          language,
                          turn.reasons,
                          AskedWords.redacted(turn.answer.toString(), AskedQuestion.ANSWER_MAX),
                          turn.at)));
    }
    return questions;
  }
}
