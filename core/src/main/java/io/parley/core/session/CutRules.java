package io.parley.core.session;

import static io.parley.core.session.Rejection.Reason.NOT_IN_THE_REPLY;
import static io.parley.core.session.Session.rejected;

import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.SessionState.Active;
import io.parley.core.session.TurnEvent.ReplyCut;
import java.util.List;
import java.util.OptionalInt;

/// The rules of replies that are written faster than they are spoken: when the customer interrupts
/// after the last word was written, the rest was never heard.
final class CutRules {
  private CutRules() {}

  /// The reply was completed while the interruption was on its way.
  static SessionCommand.CutReply cutting(SessionCommand.Interrupt interrupt, String heard) {
    return new SessionCommand.CutReply(
        interrupt.id(), interrupt.turn(), interrupt.by(), heard, interrupt.at());
  }

  static Decision cut(Active active, SessionCommand.CutReply cut) {
    var known = Session.known(active, cut.id(), Fingerprint.of(cut));
    if (known.isPresent()) return known.get();
    var nothing = new Accepted(active.seq(), List.of(), List.of());
    // the next reply is based on the text known when it started; older replies are history
    if (active.notes().told() != cut.turn()) return nothing;
    var reply = active.history().reply(cut.turn());
    if (reply.isEmpty()) return nothing;
    var text = reply.get().text();
    var end = end(text, cut.heard());
    if (end.isEmpty())
      return rejected(
          NOT_IN_THE_REPLY,
          "heard of turn %d: another text (expected: the beginning of its reply)"
              .formatted(cut.turn()));
    if (text.substring(end.getAsInt()).isBlank()) return nothing;
    var heard = text.substring(0, end.getAsInt());
    return Session.accept(active, new ReplyCut(cut.id(), cut.turn(), heard, cut.by(), cut.at()));
  }

  /// The end index in `text` of the part that was heard; empty when `heard` is not its beginning.
  /// White space is ignored, for spoken text has blanks and line breaks elsewhere.
  private static OptionalInt end(String text, String heard) {
    int at = 0;
    for (int i = 0; i < heard.length(); i++) {
      if (Character.isWhitespace(heard.charAt(i))) continue;
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
      if (at == text.length() || text.charAt(at) != heard.charAt(i)) return OptionalInt.empty();
      at++;
    }
    return OptionalInt.of(at);
  }
}
