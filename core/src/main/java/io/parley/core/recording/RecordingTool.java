package io.parley.core.recording;

/// The agent's tools for the recording of its call.
public final class RecordingTool {
  public static final String PAUSE = "pause_recording";
  public static final String RESUME = "resume_recording";

  private RecordingTool() {}

  public static boolean is(String tool) {
    return tool.equals(PAUSE) || tool.equals(RESUME);
  }
}
