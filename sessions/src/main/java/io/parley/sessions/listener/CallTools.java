package io.parley.sessions.listener;

import io.parley.core.recording.RecordingTool;
import io.parley.core.transfer.TransferTargets;
import io.parley.sessions.CallShown;
import java.util.HashSet;
import java.util.Set;

/// Tools that an agent has only while the session's call allows them.
public final class CallTools {
  private CallTools() {}

  /// Whether it is one.
  public static boolean is(String tool) {
    return tool.equals(TransferTargets.TOOL) || RecordingTool.is(tool);
  }

  /// Those of this call: it can be handed over, is recorded, or its recording is paused.
  static Set<String> of(CallShown call) {
    var tools = new HashSet<String>();
    call.transfer()
        .filter(now -> now == CallShown.Transfer.POSSIBLE)
        .ifPresent(_ -> tools.add(TransferTargets.TOOL));
    call.recording()
        .map(now -> now == CallShown.Recording.ON ? RecordingTool.PAUSE : RecordingTool.RESUME)
        .ifPresent(tools::add);
    return Set.copyOf(tools);
  }
}
