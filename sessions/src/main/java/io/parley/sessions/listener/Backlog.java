package io.parley.sessions.listener;

import io.parley.core.journal.RecordedEvent;
import io.parley.core.session.SessionEvent;
import io.parley.sessions.Heard;
import io.parley.sessions.listener.ToReader.Committed;
import io.parley.sessions.listener.ToReader.Preview;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules of one reader: what to deliver next, what to fetch, and when it is too far behind.
/// Replay ends at the number that the session answered with; live events are appended where they
/// follow without a gap, everything else is fetched from the journal.
final class Backlog {
  private final int limit;
  private final ArrayDeque<Heard> waiting = new ArrayDeque<>();
  private Optional<Heard.Delta> preview = Optional.empty();
  private Optional<Heard.Call> call = Optional.empty();
  private final ArrayDeque<Heard.Form> forms = new ArrayDeque<>();
  private long last;
  private long target = -1;
  private boolean toldCaughtUp;

  /// @param after number of the last event that the reader has; @param limit how much may wait
  Backlog(long after, int limit) {
    this.last = after;
    this.limit = limit;
  }

  /// The session stands at `seq`.
  void registered(long seq, Optional<Preview> now) {
    target = Math.max(target, seq);
    now.map(Preview::heard).ifPresent(this::hold);
    settle();
  }

  /// Live events: taken when they follow on, else remembered as missing.
  void committed(Committed committed) {
    long first = committed.first();
    var events = committed.events();
    if (!isBehind() && first <= last + 1) take(first, events);
    target = Math.max(target, first + committed.count() - 1);
    if (events.stream().anyMatch(SessionListeners::endsText)) preview = Optional.empty();
  }

  /// Events from the journal, which follow on by their nature.
  void replayed(List<RecordedEvent> page) {
    for (var recorded : page)
      if (recorded.seq() == last + 1) {
        waiting.add(new Heard.Event(recorded));
        last++;
      }
    settle();
  }

  void delta(Preview more) {
    if (isBehind() || !toldCaughtUp) hold(more.heard());
    else tell(more.heard());
  }

  void typing(Heard.Typing typing) {
    if (!isBehind() && toldCaughtUp && waiting.isEmpty()) waiting.add(typing);
  }

  /// Held until the call that asks is known.
  void form(Heard.Form news) {
    if (isBehind() || !toldCaughtUp) forms.add(news);
    else waiting.add(news);
  }

  /// A waiting report on the same call is obsolete.
  void progress(Heard.Progress news) {
    if (isBehind() || !toldCaughtUp) return;
    waiting.removeIf(old -> old instanceof Heard.Progress(var of, _) && of.equals(news.call()));
    waiting.add(news);
  }

  /// A waiting update of the same call is obsolete.
  void call(Heard.Call news) {
    if (isBehind() || !toldCaughtUp) {
      call = Optional.of(news);
      return;
    }
    waiting.removeIf(
        old -> old instanceof Heard.Call(var was) && was.call().equals(news.shown().call()));
    waiting.add(news);
  }

  /// @return the next thing to deliver, or null
  Heard poll() {
    return waiting.poll();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean isFull() {
    return waiting.size() + forms.size() > limit;
  }

  /// Whether events after [#last] must be fetched from the journal.
  boolean isBehind() {
    return last < target;
  }

  long last() {
    return last;
  }

  private void take(long first, List<SessionEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      long seq = first + i;
      if (seq == last + 1) {
        waiting.add(new Heard.Event(new RecordedEvent(seq, events.get(i))));
        last = seq;
      }
    }
  }

  /// Once nothing is missing any more, reports so, and delivers the latest state of a call and the
  /// reply under way.
  private void settle() {
    if (target < 0 || isBehind()) return;
    if (!toldCaughtUp) {
      toldCaughtUp = true;
      waiting.add(new Heard.CaughtUp(last));
    }
    call.ifPresent(this::call);
    call = Optional.empty();
    waiting.addAll(forms);
    forms.clear();
    preview.ifPresent(this::tell);
    preview = Optional.empty();
  }

  /// Keeps text until the reader has caught up.
  private void hold(Heard.Delta delta) {
    preview = Optional.of(preview.flatMap(held -> merged(held, delta)).orElse(delta));
  }

  private void tell(Heard.Delta delta) {
    if (waiting.peekLast() instanceof Heard.Delta held) {
      var merged = merged(held, delta);
      if (merged.isPresent()) {
        waiting.removeLast();
        waiting.add(merged.get());
        return;
      }
    }
    waiting.add(delta);
  }

  /// Merges two deltas when the second one continues the first: a reader that is behind needs fewer
  /// frames.
  private static Optional<Heard.Delta> merged(Heard.Delta held, Heard.Delta next) {
    if (held.turn() != next.turn() || held.attempt() != next.attempt()) return Optional.of(next);
    int keep = next.from() - held.from();
    if (keep < 0) return Optional.of(next);
    if (keep > held.text().length()) return Optional.empty();
    boolean isAfter = keep == held.text().length();
    return Optional.of(
        new Heard.Delta(
            held.turn(),
            held.attempt(),
            held.from(),
            held.text().substring(0, keep) + next.text(),
            Stream.concat(
                    held.marks().stream().filter(mark -> isAfter || mark.isBefore(next.from())),
                    next.marks().stream())
                .toList()));
  }
}
