package io.parley.http.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.party.Party;
import io.parley.core.session.Role;
import io.parley.core.session.SessionCommand.Rate;
import io.parley.core.tenant.SessionId;
import io.parley.core.tool.Approval;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolProgress;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import java.time.Duration;
import java.util.Optional;

/// Frames as JSON: reads the client's, writes the server's. Their field names are known only here.
final class Frames {
  static final int CALL_MAX = 64;
  private static final int ARGUMENTS_MAX = 32_768;
  private static final int TOKEN_MAX = 2_048;
  private static final int PING_MAX = 64;

  /// Of a delta without its text, about.
  private static final int DELTA_LENGTH = 80;

  private Frames() {}

  /// Result of parsing a text frame.
  sealed interface Parsed {}

  record Understood(ClientFrame frame) implements Parsed {}

  /// @param id the frame's, when it has one to answer to
  record NotUnderstood(Optional<String> id, ProblemDetail problem) implements Parsed {}

  static Parsed parse(String text, TextLimits limits) {
    Optional<String> id = Optional.empty();
    try {
      var fields = Fields.of(JsonText.object(text));
      id = fields.peek("id").filter(Frames::isId);
      return new Understood(frame(fields, limits));
    } catch (Malformed e) {
      return new NotUnderstood(id, Problems.of(e));
    }
  }

  private static ClientFrame frame(Fields fields, TextLimits limits) {
    var type = fields.peek("type").orElseThrow(() -> new Malformed("type is missing"));
    return switch (type) {
      case "say" -> new ClientFrame.Say(fields.id("id"), fields.text("text", limits.saidMax()));
      case "typing" -> new ClientFrame.Typing();
      case "interrupt" ->
          new ClientFrame.Interrupt(fields.id("id"), fields.integer("turn", 1, Integer.MAX_VALUE));
      case "decide" ->
          new ClientFrame.Decide(
              fields.id("id"),
              fields.text("call", CALL_MAX),
              decision(fields),
              fields.optionalText("note", limits.noteMax()),
              arguments(fields));
      case "form" -> FormFrames.fill(fields);
      case "rate" ->
          new ClientFrame.Rate(
              fields.id("id"),
              fields.integer("score", Rate.SCORE_MIN, Rate.SCORE_MAX),
              fields.optionalText("comment", limits.commentMax()));
      case "end" ->
          new ClientFrame.End(fields.id("id"), fields.optionalText("reason", limits.reasonMax()));
      case "renew" -> new ClientFrame.Renew(fields.text("token", TOKEN_MAX));
      case "ping" -> new ClientFrame.Ping(fields.value("at").map(Frames::echo));
      default ->
          throw new Malformed(
              "unknown type (expected: say, typing, interrupt, decide, form, rate, end, renew or"
                  + " ping)");
    };
  }

  static Approval decision(Fields fields) {
    return switch (fields.text("decision", CALL_MAX)) {
      case "approve" -> Approval.APPROVE;
      case "reject" -> Approval.REJECT;
      default -> throw new Malformed("unknown decision (expected: approve or reject)");
    };
  }

  /// Arguments of a call in place of those that were shown.
  static Optional<Json> arguments(Fields fields) {
    return fields
        .value("arguments")
        .map(
            given -> {
              if (!given.isObject())
                throw new Malformed("arguments is not an object (expected: {…})");
              var text = JsonText.write(given);
              if (text.length() > ARGUMENTS_MAX)
                throw Malformed.tooLong(
                    "arguments has %d characters (expected: ≤ %d)"
                        .formatted(text.length(), ARGUMENTS_MAX));
              return new Json(text);
            });
  }

  private static JsonNode echo(JsonNode at) {
    boolean small = at.isNumber() || (at.isTextual() && at.textValue().length() <= PING_MAX);
    if (!small) throw new Malformed("at is neither a number nor a short string");
    return at;
  }

  private static boolean isId(String id) {
    return SessionId.isValid(id);
  }

  static Optional<String> idOf(ClientFrame frame) {
    return switch (frame) {
      case ClientFrame.Say say -> Optional.of(say.id());
      case ClientFrame.Interrupt interrupt -> Optional.of(interrupt.id());
      case ClientFrame.Decide decide -> Optional.of(decide.id());
      case ClientFrame.Rate rate -> Optional.of(rate.id());
      case ClientFrame.End end -> Optional.of(end.id());
      case ClientFrame.Typing _, ClientFrame.Fill _, ClientFrame.Renew _, ClientFrame.Ping _ ->
          Optional.empty();
    };
  }

  static String heard(Heard heard, Role role) {
    return switch (heard) {
      case Heard.Event(var recorded) ->
          JsonText.write(frame("event").setAll(WireEvents.numbered(recorded, role)));
      case Heard.Delta delta -> delta(delta);
      case Heard.Typing(Party by) -> JsonText.write(frame("typing").put("by", by.word()));
      case Heard.Call(var shown) -> JsonText.write(call(shown));
      case Heard.Form(var shown) -> JsonText.write(FormFrames.shown(frame("form"), shown));
      case Heard.Progress(var call, var progress) -> JsonText.write(progress(call, progress));
      case Heard.CaughtUp(long seq) -> JsonText.write(frame("caught-up").put("seq", seq));
    };
  }

  /// Most frames are deltas: written without a tree in between.
  private static String delta(Heard.Delta delta) {
    var json =
        new StringBuilder(DELTA_LENGTH + delta.text().length())
            .append("{\"type\":\"delta\",\"turn\":")
            .append(delta.turn())
            .append(",\"attempt\":")
            .append(delta.attempt())
            .append(",\"from\":")
            .append(delta.from())
            .append(",\"text\":\"");
    JsonText.escape(delta.text(), json);
    return json.append("\"}").toString();
  }

  private static ObjectNode progress(String call, ToolProgress progress) {
    var frame = frame("tool-progress").put("call", call).put("progress", progress.progress());
    progress.total().ifPresent(total -> frame.put("total", total));
    progress.message().ifPresent(message -> frame.put("message", message));
    return frame;
  }

  private static ObjectNode call(CallShown shown) {
    var frame =
        frame("call")
            .put("call", shown.call())
            .put("phase", JsonText.word(shown.phase()))
            .put("words", shown.words())
            .put("voice", shown.voice());
    shown.reason().ifPresent(reason -> frame.put("reason", reason));
    shown.speaker().ifPresent(speaker -> frame.put("speaker", speaker));
    if (shown.interrupted()) frame.put("interrupted", true);
    shown.transfer().ifPresent(now -> frame.put("transfer", JsonText.word(now)));
    shown.recording().ifPresent(now -> frame.put("recording", JsonText.word(now)));
    if (shown.badLine()) frame.put("line", "bad");
    return frame;
  }

  static String accepted(String id, long seq) {
    return JsonText.write(frame("accepted").put("id", id).put("seq", seq));
  }

  /// The outcome of a command.
  ///
  /// @param answer null when there was none; then `failure` says why
  static String answer(String id, Answer answer, Throwable failure, String requestId) {
    if (failure != null) return rejected(Optional.of(id), Problems.of(failure), requestId);
    return switch (answer) {
      case Answer.Stored(long seq) -> accepted(id, seq);
      case Answer.Refused(var rejection) ->
          rejected(Optional.of(id), Problems.of(rejection), requestId);
      case Answer.Limited(var limit) -> rejected(Optional.of(id), Problems.of(limit), requestId);
      case Answer.Damaged _ ->
          rejected(Optional.of(id), ProblemDetail.of(ProblemType.SESSION_DAMAGED), requestId);
    };
  }

  static String rejected(Optional<String> id, ProblemDetail problem, String requestId) {
    var frame = frame("rejected");
    id.ifPresent(value -> frame.put("id", value));
    return JsonText.write(frame.set("problem", problem.json(requestId)));
  }

  static String pong(Optional<JsonNode> at) {
    var frame = frame("pong");
    at.ifPresent(value -> frame.set("at", value));
    return JsonText.write(frame);
  }

  static String draining(Duration reconnectAfter) {
    return JsonText.write(frame("draining").put("reconnectAfterMs", reconnectAfter.toMillis()));
  }

  static String closing(CloseReason reason, String requestId) {
    var frame = frame("closing").put("code", reason.code());
    reason.problem().ifPresent(type -> frame.set("problem", detail(type).json(requestId)));
    return JsonText.write(frame);
  }

  /// Many readers are asked to reconnect at the same moment; the jitter spreads their return.
  private static ProblemDetail detail(ProblemType type) {
    return switch (type) {
      case OVERLOADED, UNAVAILABLE ->
          ProblemDetail.later(type, type.meaning(), Problems.retryAfter());
      default -> ProblemDetail.of(type);
    };
  }

  private static ObjectNode frame(String type) {
    return JsonText.object().put("type", type);
  }
}
