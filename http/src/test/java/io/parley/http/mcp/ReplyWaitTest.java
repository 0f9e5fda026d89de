package io.parley.http.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.model.Usage;
import io.parley.core.party.Party;
import io.parley.core.session.LifecycleEvent.SessionEnded;
import io.parley.core.session.Problem;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.TurnEvent.ReplyCompleted;
import io.parley.core.session.TurnEvent.TurnFailed;
import io.parley.core.session.TurnEvent.TurnStarted;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Source;
import io.parley.http.mcp.McpTool.Done;
import io.parley.http.mcp.McpTool.Progress;
import io.parley.sessions.Heard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplyWaitTest {
  private static final Instant AT = Instant.EPOCH;
  private static final SessionKey SESSION = new SessionKey(TenantId.DEFAULT, new SessionId("s1"));

  private final ReplyWait wait = new ReplyWait(SESSION, 7);

  @Test
  void the_turn_that_answers_the_message_gives_the_reply_with_its_citations() {
    assertThat(heard(completed(1, "to somebody else"))).isEmpty();
    assertThat(heard(new TurnStarted(2, List.of(5L), AT))).isEmpty();
    assertThat(heard(completed(2, "to the message before"))).isEmpty();
    assertThat(wait.turn()).isEmpty();
    assertThat(heard(new TurnStarted(3, List.of(6L, 7L), AT)))
        .containsExactly(new Progress("thinking"));
    assertThat(wait.turn()).contains(3);
    assertThat(wait.isOver()).isFalse();

    var result = result(heard(completed(3, "Thirty days.")));
    assertThat(result.at("/structuredContent/session").asText()).isEqualTo("s1");
    assertThat(result.at("/structuredContent/status").asText()).isEqualTo("answered");
    assertThat(result.at("/structuredContent/reply").asText()).isEqualTo("Thirty days.");
    assertThat(result.at("/structuredContent/citations/0/uri").asText())
        .isEqualTo("parley://knowledge/returns#period");
    assertThat(result.path("isError").asBoolean()).isFalse();
    assertThat(wait.isOver()).isTrue();
  }

  @Test
  void the_first_words_of_a_reply_are_progress_and_later_ones_are_not() {
    heard(new TurnStarted(3, List.of(7L), AT));
    assertThat(wait.heard(new Heard.Delta(2, 1, 0, "old"))).isEmpty();
    assertThat(wait.heard(new Heard.Delta(3, 1, 0, "Thir")))
        .containsExactly(new Progress("writing the reply"));
    assertThat(wait.heard(new Heard.Delta(3, 1, 4, "ty"))).isEmpty();
  }

  @Test
  void a_failed_turn_is_an_error_and_the_end_of_the_session_is_none() {
    heard(new TurnStarted(3, List.of(7L), AT));
    var failed = result(heard(new TurnFailed(3, new Problem("x", "No model", "…"), AT)));
    assertThat(failed.path("isError").asBoolean()).isTrue();
    assertThat(failed.at("/structuredContent/problem").asText()).isEqualTo("No model");
    var ended =
        result(
            new ReplyWait(SESSION, 7)
                .heard(event(new SessionEnded(Optional.empty(), "idle", Party.SYSTEM, AT))));
    assertThat(ended.at("/structuredContent/status").asText()).isEqualTo("ended");
    assertThat(ended.path("isError").asBoolean()).isFalse();
  }

  private static ReplyCompleted completed(int turn, String text) {
    var source = new Source("Returns", "returns", Optional.of("period"), 0.9);
    return new ReplyCompleted(
        turn, text, List.of(source), 10, 5, Usage.unpriced("test", 1, 1), false, AT);
  }

  private List<McpTool.Step> heard(SessionEvent event) {
    return wait.heard(event(event));
  }

  private static Heard event(SessionEvent event) {
    return new Heard.Event(new RecordedEvent(9, event));
  }

  private static JsonNode result(List<McpTool.Step> steps) {
    assertThat(steps).hasSize(1);
    return ((Done) steps.getFirst()).result();
  }
}
