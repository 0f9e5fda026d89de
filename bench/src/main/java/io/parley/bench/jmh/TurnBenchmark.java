package io.parley.bench.jmh;

import io.parley.core.memory.HistoryLine;
import io.parley.core.session.Decision.Accepted;
import io.parley.core.session.Session;
import io.parley.core.session.SessionCommand;
import io.parley.core.session.SessionEvent;
import io.parley.core.session.SessionState;
import io.parley.persistence.journal.EventJson;
import io.parley.persistence.snapshot.KryoSnapshots;
import java.io.NotSerializableException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The processor time of one turn in conversations of several lengths: it must not grow.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class TurnBenchmark {
  private static final int PROMPT_TOKENS = 6_000;

  @Param({"10", "100", "1000"})
  private int turns;

  private final EventJson json = new EventJson();
  private final KryoSnapshots snapshots = new KryoSnapshots();
  private SessionState.Active state;
  private SessionEvent event;
  private String manifest;
  private byte[] bytes;

  @Setup
  public void talk() {
    var dialogue = Dialogue.of(turns);
    state = (SessionState.Active) dialogue.state();
    event = dialogue.last().getFirst();
    manifest = json.manifest(event);
    bytes = json.write(event);
  }

  /// `say` and the completed reply: two decisions, and their events applied.
  @Benchmark
  public SessionState rulesOfATurn() {
    var said = decided(state, Dialogue.say(turns + 1));
    return decided(said, Dialogue.reply(turns + 1));
  }

  private static SessionState decided(SessionState state, SessionCommand command) {
    var accepted = (Accepted) Session.decide(state, command, Dialogue.LIMITS);
    var after = state;
    for (var happened : accepted.events()) after = Session.evolve(after, happened);
    return after;
  }

  @Benchmark
  public byte[] eventToJson() {
    return json.write(event);
  }

  @Benchmark
  public SessionEvent eventFromJson() {
    return json.read(manifest, bytes);
  }

  @Benchmark
  public Object snapshotThereAndBack() throws NotSerializableException {
    return snapshots.fromBinary(snapshots.toBinary(state), snapshots.manifest(state));
  }

  @Benchmark
  public List<HistoryLine> historyWindow() {
    return state.history().window(PROMPT_TOKENS);
  }
}
