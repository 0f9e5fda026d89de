package io.parley.voice.recording;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.voice.codec.Opus;
import io.parley.voice.codec.OpusSettings;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.recording.SegmentQueue.RecordingStore;
import io.parley.voice.testing.FakeRecordings;
import java.util.concurrent.Executor;

/// Makes recorders for tests, of calls at 16 kHz, under a clock that the test moves.
///
/// @param seconds of a segment; @param queue segments that may wait for the store
public record TestRecorders(FakeRecordings store, ManualTimer time, int seconds, int queue) {
  public static final int RATE = 16_000;

  /// One that encodes in the thread of its ticks.
  ///
  /// @param id of the recording
  public CallRecorder start(String id, RecordingPlan.Gaps gaps) {
    return start(id, Opus.JAVA, Runnable::run, gaps);
  }

  CallRecorder start(String id, Opus opus, Executor encoders, RecordingPlan.Gaps gaps) {
    var segments =
        new SegmentQueue(
            new SessionKey(TenantId.DEFAULT, new SessionId("s")),
            id,
            queue,
            new RecordingStore(store, time, RecordingMeter.NONE, time),
            gaps);
    return new CallRecorder(
        id, RATE, seconds, new OpusSettings(24_000, 3, 0, false), opus, encoders, segments);
  }
}
