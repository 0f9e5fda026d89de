package io.parley.voice.recording;

import io.parley.core.agent.AgentRef;
import io.parley.core.recording.RecordingTool;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// `pause_recording` and `resume_recording`, for agents whose calls are recorded. Making one twice
/// does no harm.
public final class RecordingTools implements Tools {

  /// The calls, wherever they are.
  public interface Pausing {
    /// @return whether the recording is paused now; empty without a recorded call
    CompletionStage<Optional<Boolean>> pauseRecording(SessionKey session, boolean pause);
  }

  private static final String DEPENDENCY = "recording";
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final Json NOTHING =
      new Json("{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}");

  private static final List<ToolSpec> SPECS =
      List.of(
          spec(
              RecordingTool.PAUSE,
              "Pausing the recording",
              "Pauses the recording of this call. Use it before the caller says something that"
                  + " must not be recorded, such as a card number or a password, and when they ask"
                  + " for it."),
          spec(
              RecordingTool.RESUME,
              "Resuming the recording",
              "Resumes the recording of this call, once nothing secret is said any more."));

  private final RecordingSettings settings;
  private final Pausing calls;

  public RecordingTools(RecordingSettings settings, Pausing calls) {
    this.settings = settings;
    this.calls = calls;
  }

  @Override
  public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
    return settings.isFor(agent.id()) ? SPECS : List.of();
  }

  private static ToolSpec spec(String name, String label, String description) {
    return new ToolSpec(
        name,
        label,
        description,
        NOTHING,
        ToolPolicy.RETRY_WITH_KEY,
        false,
        DEADLINE,
        DEPENDENCY,
        true);
  }

  /// The settings say whose calls are recorded.
  @Override
  public boolean grants(TenantId tenant, AgentRef agent, String name) {
    return RecordingTool.is(name) && settings.isFor(agent.id());
  }

  @Override
  public Set<String> dependencies() {
    return Set.of(DEPENDENCY);
  }

  @Override
  public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
    return calls
        .pauseRecording(context.session(), call.tool().equals(RecordingTool.PAUSE))
        .thenApply(paused -> paused.map(RecordingTools::now).orElseGet(RecordingTools::none));
  }

  private static ToolOutcome now(boolean isPaused) {
    var word = isPaused ? "paused" : "on";
    return ToolOutcome.of(ToolOutcome.Kind.SUCCEEDED, new Json("{\"recording\":\"" + word + "\"}"));
  }

  private static ToolOutcome none() {
    return ToolOutcome.of(ToolOutcome.Kind.REJECTED, new Json("{\"recording\":\"none\"}"));
  }

  @Override
  public CompletionStage<Void> probe(String dependency) {
    return CompletableFuture.completedStage(null);
  }
}
