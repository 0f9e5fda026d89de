package io.parley.core.turn;

import io.parley.core.party.Party;
import io.parley.core.turn.CallEvent.ColleagueLeads;
import io.parley.core.turn.CallEvent.ColleagueWrote;
import io.parley.core.turn.CallState.Reply;

/// Words that a colleague of the company writes are read out to the customer: in order, each once.
/// They stop an answer that is being heard, as a person would who speaks up. An answer that is
/// still being made, or waits for a colleague, goes on after them: the customer has asked for it.
/// They wait for the customer's own words, and for lines of the call.
final class ReadingOut {
  private ReadingOut() {}

  static void wrote(Floor floor, ColleagueWrote event) {
    if (!event.text().isBlank()) floor.colleague(floor.state().colleague().plus(event.text()));
  }

  /// The agent's answer stops, whether it is being made or heard: no turn makes it now, or it is
  /// for a colleague to give. A hand-over that has begun goes on.
  static void leads(Floor floor, ColleagueLeads event) {
    floor.colleague(floor.state().colleague().leading(event.leads()));
    if (!event.leads() || floor.state().asking().calls().contains(Keying.CHOICE)) return;
    var answer =
        floor.reply().filter(reply -> reply.line().isEmpty() && !isOwn(floor.state(), reply));
    if (answer.isEmpty()) return;
    floor.act(new CallAction.Cancel(answer.get().number(), Party.HUMAN));
    floor.yieldFloor();
  }

  /// Reads out what waits, unless it has to wait longer. Without a voice the page shows it.
  static void next(Floor floor) {
    if (floor.state().voiceless()) floor.colleague(floor.state().colleague().dropped());
    while (!floor.state().colleague().waiting().isEmpty() && !mustWait(floor.state())) read(floor);
  }

  private static boolean mustWait(CallState state) {
    var customer = state.customer();
    return customer.speaking()
        || customer.silentSince().isPresent()
        || state.keypad().isPending()
        || state.readBack().isPending()
        || state.reply().filter(reply -> reply.isLive() && isFirst(state, reply)).isPresent();
  }

  /// Whether this reply is heard to its end first.
  private static boolean isFirst(CallState state, Reply reply) {
    boolean isLine = reply.line().isPresent() && !reply.says(Line.GOODBYE);
    return isLine || isOwn(state, reply) || isReadWithin(state, reply);
  }

  /// Whether the reply is nothing but such words.
  static boolean isOwn(CallState state, Reply reply) {
    return reply.number() == state.colleague().own();
  }

  /// Whether such words are being heard in the middle of the reply, or were without a pause since.
  private static boolean isReadWithin(CallState state, Reply reply) {
    return reply.number() == state.colleague().within() && reply.stage() == Reply.Stage.SOUNDING;
  }

  private static void read(Floor floor) {
    var colleague = floor.state().colleague();
    var words = colleague.waiting().getFirst();
    var goesOn = floor.live().filter(reply -> goesOn(floor.state(), reply)).map(Reply::number);
    if (goesOn.isEmpty()) {
      floor.colleague(colleague.readIn(floor.readOut(words)));
      return;
    }
    floor.reply(reply -> reply.withDeadlinesFrom(floor.at()));
    floor.act(new CallAction.ReadOut(goesOn.get(), words, true));
    floor.colleague(colleague.readWithin(goesOn.get()));
  }

  /// Whether the reply goes on after the words. A question that waits for a yes does not: the next
  /// yes would be for the colleague.
  private static boolean goesOn(CallState state, Reply reply) {
    boolean isAboutToSound = reply.stage() == Reply.Stage.THINKING && reply.questions().isEmpty();
    return isAboutToSound || !state.asking().calls().isEmpty();
  }

  /// The words in the middle of this reply were heard: it is being made again.
  static void heard(Floor floor, int number) {
    if (floor.reply(number).filter(reply -> isReadWithin(floor.state(), reply)).isPresent())
      floor.reply(reply -> reply.in(Reply.Stage.THINKING, floor.at()));
  }
}
