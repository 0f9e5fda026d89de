package io.parley.http.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Principal;
import io.parley.core.access.Subject;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.tenant.SessionKey;
import io.parley.http.json.Fields;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import io.parley.sessions.entry.Hurdle;
import io.parley.sessions.entry.SessionStarter;
import io.parley.sessions.entry.StartOutcome;
import io.parley.sessions.entry.StartRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `ask`: says something to an agent as the customer of a session, and waits for its reply. The
/// holder of a customer's token speaks in that session; staff starts sessions, and speaks in those
/// whose customer's token it may hold.
final class AskTool implements McpTool {
  private static final Logger LOG = LoggerFactory.getLogger(AskTool.class);
  private static final int NAME_MAX = 64;

  private final Edge edge;
  private final Conversations conversations;
  private final SessionStarter starter;
  private final ObjectNode definition;

  AskTool(Edge edge, Conversations conversations, SessionStarter starter) {
    this.edge = edge;
    this.conversations = conversations;
    this.starter = starter;
    this.definition =
        JsonText.object(
            """
            {"name": "ask", "title": "Ask the support agent",
             "description": "Sends the company's support agent a customer's message and waits for \
            its reply. Give the session of an earlier reply to continue that conversation.",
             "inputSchema": {"type": "object", "required": ["message"],
               "additionalProperties": false, "properties": {
                 "message": {"type": "string", "minLength": 1, "maxLength": %d},
                 "session": {"type": "string", "description": "To continue; a new one otherwise"},
                 "agent": {"type": "string", "description": "Of a new session"},
                 "language": {"type": "string", "description": "Of a new session, such as de"}}},
             "outputSchema": {"type": "object", "required": ["session", "status"], "properties": {
               "session": {"type": "string"},
               "status": {"enum": ["answered", "failed", "interrupted", "ended", "waiting"],
                 "description": "waiting: the reply is not there yet, as when a person must agree \
            to something"},
               "reply": {"type": "string", "description": "Markdown"},
               "problem": {"type": "string"},
               "degraded": {"type": "boolean"}, "truncated": {"type": "boolean"},
               "citations": {"type": "array", "items": {"type": "object",
                 "required": ["title", "ref", "uri"], "properties": {
                   "title": {"type": "string"}, "ref": {"type": "string"},
                   "anchor": {"type": "string"}, "uri": {"type": "string"}}}}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false,
               "idempotentHint": false, "openWorldHint": false}}\
            """
                .formatted(edge.settings().text().saidMax()));
  }

  @Override
  public String name() {
    return "ask";
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
    var message = arguments.text("message", edge.settings().text().saidMax());
    return conversations.asReader(
        caller,
        end ->
            session(caller, arguments)
                .thenCompose(
                    key ->
                        conversations
                            .said(caller, key, message)
                            .thenApply(seq -> reply(caller, new ReplyWait(key, seq), end))));
  }

  private CompletionStage<SessionKey> session(McpCaller caller, Fields arguments) {
    var principal = caller.principal();
    var named = arguments.optionalId("session");
    if (named.isPresent())
      return CompletableFuture.completedStage(Conversations.named(principal, named.get()));
    if (principal.subject() instanceof Subject.Customer(var own))
      return CompletableFuture.completedStage(own);
    Guard.require(Permission.START, principal);
    var admitted = starter.admit(principal, caller.call().from(), Hurdle.NONE);
    var request =
        new StartRequest(
            arguments.optionalText("agent", NAME_MAX),
            arguments.optionalText("language", AgentPresentation.LANGUAGE_MAX).map(AskTool::tag),
            Conversations.MCP,
            Optional.empty(),
            Map.of());
    var key = caller.idempotencyKey().map(Conversations::digest);
    return starter
        .start(admitted, request, key, caller.call().id().value(), caller.call().trace())
        .thenApply(AskTool::started);
  }

  /// @throws Malformed when it has not the form of a language tag
  static String tag(String language) {
    if (!AgentPresentation.isLanguage(language))
      throw new Malformed("language of another form (expected: a tag such as de or de-AT)");
    return language;
  }

  private static SessionKey started(StartOutcome outcome) {
    return switch (outcome) {
      case StartOutcome.Started(var view) -> view.key();
      case StartOutcome.KeyReused(), StartOutcome.KeyGuessable _ ->
          throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED);
      case StartOutcome.NoSuchAgent() -> throw new Malformed("there is no such agent");
      case StartOutcome.NotStored(var answer) ->
          throw new IllegalStateException("stored under " + Conversations.stored(answer));
    };
  }

  private Source<Step, NotUsed> reply(McpCaller caller, ReplyWait wait, SharedKillSwitch end) {
    return conversations
        .heard(wait.session(), wait.seq(), end)
        .mapConcat(wait::heard)
        .concat(Source.lazySource(wait::unanswered))
        .takeWhile(step -> !(step instanceof Done), true)
        .watchTermination(
            (_, done) -> {
              done.whenComplete(
                  (_, failure) -> {
                    if (failure == null) ended(caller, wait);
                  });
              return NotUsed.getInstance();
            });
  }

  /// In the stateless revision a closed connection cancels the request: nobody reads the reply.
  private void ended(McpCaller caller, ReplyWait wait) {
    if (!caller.stateless() || wait.isOver() || edge.readers().isDraining()) return;
    wait.turn()
        .ifPresent(
            turn -> {
              var id = UUID.randomUUID().toString();
              var interrupt =
                  new SessionCommand.Interrupt(
                      id, turn, Party.CUSTOMER, Optional.empty(), edge.clock().instant());
              // the reply may have ended just now; then there is nothing to interrupt
              edge.entry()
                  .ask(wait.session(), interrupt, caller.call().id().value(), Optional.empty())
                  .whenComplete(
                      (_, failure) -> {
                        if (failure != null)
                          LOG.info("A cancelled reply continues: {}", failure.toString());
                      });
            });
  }
}
