package io.parley.http.session;

import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.session.Channel;
import io.parley.core.session.SessionCommand;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemType;
import io.parley.http.token.Access;
import io.parley.http.token.CustomerToken;
import io.parley.sessions.entry.OrderedCommands;
import io.parley.sessions.entry.Visit;
import java.util.Optional;
import java.util.function.Consumer;

/// Turns a client's frames into an immediate answer or a session command, whose answer keeps its
/// place among the others from the start. Confined to its socket's stage and thread.
final class ClientFrames {
  /// Effects of frames on the socket.
  interface Socket {
    void close(CloseReason reason);

    /// From now on this token's expiry counts.
    void expireWith(CustomerToken held);

    /// @return runs `take` in the socket's thread, whichever thread calls it
    Consumer<String> later(Consumer<String> take);
  }

  private final SocketOpening opening;
  private final Edge edge;
  private final OrderedCommands commands;
  private final SocketOutbox outbox;
  private final Unanswered unanswered;
  private final OwnTyping ownTyping;
  private final Socket socket;
  private int badInARow;

  ClientFrames(
      SocketOpening opening,
      Edge edge,
      SocketOutbox outbox,
      Unanswered unanswered,
      OwnTyping ownTyping,
      Socket socket) {
    this.opening = opening;
    this.edge = edge;
    this.commands = new OrderedCommands(edge.entry());
    this.outbox = outbox;
    this.unanswered = unanswered;
    this.ownTyping = ownTyping;
    this.socket = socket;
  }

  void received(String text) {
    switch (Frames.parse(text, edge.settings().text())) {
      case Frames.NotUnderstood(var id, var problem) -> {
        edge.metrics().badFrame();
        outbox.answer(Frames.rejected(id, problem, requestId()));
        if (problem.type() != ProblemType.TOO_LONG
            && ++badInARow >= edge.settings().socket().badFramesMax())
          socket.close(CloseReason.BAD_FRAMES);
      }
      case Frames.Understood(var frame) -> {
        badInARow = 0;
        perform(frame);
      }
    }
  }

  private void perform(ClientFrame frame) {
    var principal = opening.opened().principal();
    if (!mayUse(frame, principal)) {
      outbox.answer(Frames.rejected(Frames.idOf(frame), Guard.notAllowed(principal), requestId()));
      return;
    }
    var at = edge.clock().instant();
    var by = principal.party();
    switch (frame) {
      case ClientFrame.Say(var id, var text) ->
          ask(id, new SessionCommand.Say(id, by, text, Channel.WEB, at));
      case ClientFrame.Interrupt(var id, int turn) -> ask(id, Commands.interrupt(id, turn, by, at));
      case ClientFrame.Decide(var id, var call, var decision, var note, var arguments) ->
          ask(id, new SessionCommand.Decide(id, call, decision, by, note, arguments, at));
      case ClientFrame.Rate(var id, int score, var comment) ->
          ask(id, new SessionCommand.Rate(id, by, score, comment, at));
      case ClientFrame.End(var id, var reason) ->
          ask(id, Commands.end(Optional.of(id), reason, by, at));
      case ClientFrame.Typing() -> {
        ownTyping.sent(System.nanoTime());
        edge.sessions().typing(opening.key(), by);
      }
      case ClientFrame.Fill(var form, var reply) ->
          edge.sessions().fill(opening.key(), form, reply);
      // no earlier session answer has to come first
      case ClientFrame.Ping(var value) -> outbox.add(Frames.pong(value));
      case ClientFrame.Renew(var token) -> renew(token);
    }
  }

  /// As PROTOCOL.md's table of frames says it. The session knows who was asked for consent.
  private static boolean mayUse(ClientFrame frame, Principal principal) {
    return switch (frame) {
      case ClientFrame.Say _,
          ClientFrame.Typing _,
          ClientFrame.Interrupt _,
          ClientFrame.Fill _,
          ClientFrame.End _ ->
          principal.may(Permission.TALK);
      case ClientFrame.Decide _ ->
          principal.may(Permission.DECIDE) || principal.may(Permission.CONSENT);
      case ClientFrame.Rate _ -> principal.may(Permission.RATE);
      case ClientFrame.Renew _, ClientFrame.Ping _ -> true;
    };
  }

  private void ask(String id, SessionCommand command) {
    var asked = unanswered.add(id, command, outbox.reserve());
    var answered = socket.later(answer -> answered(asked, answer));
    var trace = edge.tracing().frame(opening.key(), command);
    var visit = new Visit(opening.opened().principal(), opening.key(), opening.from());
    commands
        .ask(visit, command, requestId(), trace.place())
        .whenComplete(trace::answered)
        .handle((answer, failure) -> Frames.answer(id, answer, failure, requestId()))
        .thenAccept(answered);
  }

  /// The event that holds the command may have arrived first and answered it already.
  private void answered(Unanswered.Pending asked, String answer) {
    if (unanswered.answered(asked)) asked.slot().fill(answer);
    if (!unanswered.endsTurn()) outbox.release();
  }

  /// The same session in the same role, with a later expiry.
  private void renew(String token) {
    switch (edge.tokens().check(Optional.of(token), opening.from(), edge.clock().instant())) {
      case Access.Granted(var principal, var held)
          when principal.equals(opening.opened().principal()) ->
          held.ifPresent(socket::expireWith);
      case Access.Slowed slowed ->
          outbox.answer(Frames.rejected(Optional.empty(), slowed.problem(), requestId()));
      case Access.Granted _, Access.Missing _, Access.Expired _, Access.Unknown _ ->
          outbox.answer(
              Frames.rejected(
                  Optional.empty(), ProblemDetail.of(ProblemType.TOKEN_INVALID), requestId()));
    }
  }

  private String requestId() {
    return opening.requestId().value();
  }
}
