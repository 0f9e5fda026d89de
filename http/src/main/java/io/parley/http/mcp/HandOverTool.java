package io.parley.http.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.session.Edge;
import java.util.Locale;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;

/// `hand_over`: tells the agent as the customer of a session that a human is wanted, or waits for a
/// human's words after an earlier call. For those who may use [AskTool].
final class HandOverTool implements McpTool {
  private static final int EVENTS_MAX = Integer.MAX_VALUE;

  private final Edge edge;
  private final Conversations conversations;
  private final ObjectNode definition;

  HandOverTool(Edge edge, Conversations conversations) {
    this.edge = edge;
    this.conversations = conversations;
    this.definition =
        JsonText.object(
            """
            {"name": "hand_over", "title": "Ask for a human",
             "description": "Tells the company's support agent that the customer wants a human, \
            and returns its reply, with the number of the ticket if it opened one. To receive the \
            human's words, call it again with the session and, as after, the last of the result.",
             "inputSchema": {"type": "object", "additionalProperties": false, "properties": {
               "session": {"type": "string", "description": "Of a reply of ask"},
               "reason": {"type": "string", "minLength": 1, "maxLength": %d,
                 "description": "For the human, in the customer's language"},
               "language": {"type": "string", "description": "Of the reason, such as de"},
               "after": {"type": "integer", "minimum": 0,
                 "description": "Says nothing, and waits for words of a human after this"}}},
             "outputSchema": {"type": "object", "required": ["session", "status", "last"],
               "properties": {
                 "session": {"type": "string"},
                 "status": {"enum": ["requested", "joined", "failed", "ended", "waiting"],
                   "description": "joined: a human spoke; requested: the agent replied, and no \
            human spoke yet; waiting: neither"},
                 "last": {"type": "integer"},
                 "reply": {"type": "string", "description": "Of the agent, Markdown"},
                 "ticket": {"type": "string"},
                 "problem": {"type": "string"},
                 "messages": {"type": "array", "items": {"type": "string"},
                   "description": "Of the human"}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false,
               "idempotentHint": false, "openWorldHint": false}}\
            """
                .formatted(reasonMax()));
  }

  private int reasonMax() {
    return Math.max(1, edge.settings().text().saidMax() - Wish.LENGTH_MAX);
  }

  @Override
  public String name() {
    return "hand_over";
  }

  @Override
  public ObjectNode definition() {
    return definition;
  }

  @Override
  public boolean isFor(Principal principal) {
    return principal.may(Permission.HOLD_TOKEN);
  }

  @Override
  public Source<Step, NotUsed> call(McpCaller caller, Fields arguments) {
    var key = session(caller.principal(), arguments);
    var reason = arguments.optionalText("reason", reasonMax());
    if (arguments.value("after").isPresent()) {
      if (reason.isPresent()) throw new Malformed("reason and after (expected: one of them)");
      long after = arguments.integer("after", 0, EVENTS_MAX);
      return conversations.asReader(
          caller,
          end ->
              edge.sessions()
                  .view(key)
                  .thenApply(
                      view -> {
                        var seen = view.orElseThrow(Conversations::noSuchSession).seq();
                        if (after > seen)
                          throw new Malformed("after: %d (expected: ≤ %d)".formatted(after, seen));
                        return waiting(HumanWait.forWords(key, after), after, end);
                      }));
    }
    var wish = Wish.in(language(arguments)).with(reason);
    return conversations.asReader(
        caller,
        end ->
            conversations
                .said(caller, key, wish)
                .thenApply(seq -> waiting(HumanWait.forReply(key, seq), seq, end)));
  }

  private static SessionKey session(Principal principal, Fields arguments) {
    var named = arguments.optionalId("session");
    if (named.isPresent()) return Conversations.named(principal, named.get());
    if (principal.subject() instanceof Subject.Customer(var own)) return own;
    throw new Malformed("session is missing (expected: the session of a reply of ask)");
  }

  private static Locale language(Fields arguments) {
    var tag = arguments.optionalText("language", AgentPresentation.LANGUAGE_MAX);
    return Locale.forLanguageTag(tag.map(AskTool::tag).orElse("en"));
  }

  private Source<Step, NotUsed> waiting(HumanWait wait, long after, SharedKillSwitch end) {
    return conversations
        .heard(wait.session(), after, end)
        .mapConcat(wait::heard)
        .concat(Source.lazySource(wait::unanswered))
        .takeWhile(step -> !(step instanceof Done), true);
  }
}
