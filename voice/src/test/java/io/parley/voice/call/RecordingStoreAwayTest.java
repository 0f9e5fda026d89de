package io.parley.voice.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.core.recording.Recording.Gap;
import io.parley.core.recording.RecordingMode;
import io.parley.core.session.SessionCommand.NoteRecordingGap;
import io.parley.sessions.CallShown;
import io.parley.voice.flow.ManualTimer;
import io.parley.voice.leg.Leg;
import io.parley.voice.leg.LegEvent;
import io.parley.voice.recording.CallRecorder;
import io.parley.voice.recording.RecordingPlan;
import io.parley.voice.recording.TestRecorders;
import io.parley.voice.testing.FakeRecordings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A recorded call goes on while its store is away and back again. Ticks and the store's time are
/// the test's.
class RecordingStoreAwayTest extends CallInRealTime {
  /// Segments of a second that may wait.
  private static final int QUEUE = 6;

  private static final int TICKS = 50;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final HandClock ticks = new HandClock();
  private final ManualTimer time = new ManualTimer();
  private final Instant began = time.instant();
  private final FakeRecordings store = new FakeRecordings();

  private final class Asked implements RecordingPlan {
    @Override
    public RecordingMode mode() {
      return RecordingMode.ASKED;
    }

    @Override
    public String line(String language) {
      return "May this call be recorded?";
    }

    @Override
    public String announcement(String language) {
      return "This call is recorded.";
    }

    @Override
    public CallRecorder start(String call, int sampleRate, Gaps gaps) {
      assertThat(sampleRate).isEqualTo(TestRecorders.RATE);
      return new TestRecorders(store, time, 1, QUEUE).start(call, gaps);
    }
  }

  @AfterEach
  void close() {
    stop();
    ticks.close();
  }

  /// A call whose customer has agreed by key.
  private void recordedCall() {
    var services = new CallServices(ticks, meter, Clock.systemUTC()).recording(new Asked());
    spawn(new CallParts(TestPlan.quick(false), leg, engines, session, 0, services));
    leg.ready.complete(null);
    await().until(() -> !said().isEmpty());
    leg.does(new LegEvent.Digit('1', Duration.ofMillis(100)));
    await()
        .until(
            () ->
                !session.shown.isEmpty()
                    && session
                        .shown
                        .getLast()
                        .recording()
                        .equals(Optional.of(CallShown.Recording.ON)));
  }

  private void seconds(int count) {
    for (int i = 0; i < count; i++) {
      ticks.tick(TICKS);
      time.pass(SECOND);
    }
  }

  /// The store is asked again within a second.
  private void storeIsBack() {
    store.isDown = false;
    time.pass(SECOND);
  }

  private void hangsUp() {
    leg.gone.complete(Leg.Gone.HUNG_UP);
    await().until(() -> store.length.isPresent());
  }

  @Test
  void an_outage_that_the_queue_bridges_costs_nothing() {
    recordedCall();
    seconds(2);
    store.isDown = true;
    seconds(QUEUE);
    assertThat(store.stored).containsOnlyKeys(0, 1);
    storeIsBack();
    seconds(2);
    hangsUp();
    assertThat(store.stored).hasSize(2 + QUEUE + 2);
    assertThat(store.length).contains(SECOND.multipliedBy(2 + QUEUE + 2));
    assertThat(store.recording("call").gaps()).isEmpty();
    assertThat(store.decoded("call").caller()).hasSize((2 + QUEUE + 2) * TICKS);
    assertThat(session.asked(NoteRecordingGap.class)).isEmpty();
  }

  @Test
  void what_is_beyond_the_queue_is_a_gap_of_which_the_session_is_told_and_the_file_is_whole() {
    recordedCall();
    seconds(2);
    store.isDown = true;
    seconds(QUEUE + 4);
    storeIsBack();
    assertThat(store.stored).hasSize(2 + QUEUE);
    assertThat(session.asked(NoteRecordingGap.class)).as("before the next segment").isEmpty();
    seconds(2);
    var lost = new Gap(SECOND.multipliedBy(2 + QUEUE), SECOND.multipliedBy(2 + QUEUE + 4));
    var noted = session.asked(NoteRecordingGap.class);
    assertThat(noted).hasSize(1);
    assertThat(noted.getFirst().call()).isEqualTo("call");
    assertThat(noted.getFirst().from()).isEqualTo(began.plus(lost.from()));
    assertThat(noted.getFirst().to()).isEqualTo(began.plus(lost.to()));
    hangsUp();
    assertThat(store.recording("call").gaps()).containsExactly(lost);
    assertThat(store.decoded("call").caller()).hasSize((2 + QUEUE + 4 + 2) * TICKS);
    assertThat(session.asked(NoteRecordingGap.class)).hasSize(1);
  }
}
