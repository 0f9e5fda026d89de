package io.parley.bench.call;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.typesafe.config.ConfigFactory;
import io.parley.bench.call.CodecWork.Codec;
import io.parley.bench.load.Pace;
import io.parley.bench.speech.Speakers;
import io.parley.bench.speech.Spoken;
import io.parley.core.agent.AgentRef;
import io.parley.core.journal.SessionListing;
import io.parley.core.limit.AddressBlock;
import io.parley.core.session.Channel;
import io.parley.core.session.UsageTotal;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.sessions.SessionView;
import io.parley.voice.call.CallSettings;
import io.parley.voice.call.Caller;
import io.parley.voice.call.Calls;
import io.parley.voice.call.FirstWords;
import io.parley.voice.call.Negotiation;
import io.parley.voice.local.LocalEngines;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;

/// Concurrent calls in this process, for a while.
public final class CallsBench {
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final int TICKS_A_SECOND = 50;

  private final LocalEngines engines;
  private final boolean interrupts;
  private final PrintStream out;
  private final Spoken.Sound spoken;

  /// @param engines loaded; one of their voices speaks for the callers
  /// @param interrupts whether callers interrupt answers
  public CallsBench(LocalEngines engines, boolean interrupts, PrintStream out) {
    this.engines = engines;
    this.interrupts = interrupts;
    this.out = out;
    this.spoken = Speakers.say(engines.voices().getLast(), "Where is my order?");
  }

  /// Measures, and prints a line.
  public void run(int calls, String codec, Duration length) throws Exception {
    var kind = Codec.valueOf(codec.toUpperCase(Locale.ROOT));
    var tally = new CallsTally();
    var sessions = new ConcurrentHashMap<SessionKey, InstantSession>();
    var config =
        ConfigFactory.parseMap(
                Map.of("pekko.actor.provider", "local", "parley.voice.calls-max", calls))
            .withFallback(ConfigFactory.parseResources("parley-voice.conf"))
            .withFallback(ConfigFactory.load());
    var system = ActorSystem.create(Behaviors.empty(), "bench", config);
    try (var registry =
        Calls.start(system, CallSettings.from(config), sessions::get, tally, Clock.systemUTC())) {
      for (int i = 0; i < calls; i++) begin(registry, kind, sessions, tally, system);
      await(WARM_UP);
      tally.counts = true;
      long cpu = processNanos();
      long bytes = mediaBytes();
      long began = System.nanoTime();
      await(length);
      tally.counts = false;
      long took = System.nanoTime() - began;
      double cores = (processNanos() - cpu) / (double) took;
      double frames = (double) calls * TICKS_A_SECOND * took / TimeUnit.SECONDS.toNanos(1);
      out.printf(
          "%-5s %4d calls: %5d answers, added p50 %5.1f p95 %5.1f p99 %5.1f ms, %d underruns,"
              + " %d late ticks, %d interruptions, stopped after p50 %.0f p95 %.0f ms, %.2f cores,"
              + " %.0f bytes a frame%n",
          kind,
          calls,
          tally.added.count(),
          tally.added.millis(50),
          tally.added.millis(95),
          tally.added.millis(99),
          tally.underruns.get(),
          tally.lateTicks.get(),
          tally.interruptions.get(),
          tally.stopped.millis(50),
          tally.stopped.millis(95),
          cores,
          (mediaBytes() - bytes) / frames);
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  private void begin(
      Calls registry,
      Codec kind,
      Map<SessionKey, InstantSession> sessions,
      CallsTally tally,
      ActorSystem<?> system) {
    var id = registry.newId();
    var key = new SessionKey(TenantId.DEFAULT, new SessionId(id));
    var saidAt = new AtomicLong();
    sessions.put(key, new InstantSession(saidAt, Materializer.matFromSystem(system)));
    var work = new CodecWork(kind);
    int start = ThreadLocalRandom.current().nextInt(10 * TICKS_A_SECOND);
    if (!registry.reserve()) throw new IllegalStateException("no capacity for one more call");
    registry.open(
        id,
        view(key),
        "en",
        FirstWords.NONE,
        new BenchLeg(work, Sentence.of(spoken, work), start, saidAt, interrupts, tally),
        Negotiation.NONE,
        new InstantEngines(engines.detector().orElseThrow()),
        new Caller(new AddressBlock("bench"), UnaryOperator.identity()));
  }

  /// A session without events.
  public static SessionView view(SessionKey key) {
    return new SessionView(
        key,
        SessionListing.Status.ACTIVE,
        0,
        new AgentRef("support", 1),
        Channel.WEB,
        Optional.empty(),
        1,
        Optional.empty(),
        UsageTotal.NONE,
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static void await(Duration length) {
    Pace.awaitDue(System.nanoTime() + length.toNanos());
  }

  private static long processNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /// Bytes allocated so far by the threads that move frames.
  private static long mediaBytes() {
    var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(info -> info != null && info.getThreadName().startsWith("parley-media-"))
        .mapToLong(info -> threads.getThreadAllocatedBytes(info.getThreadId()))
        .sum();
  }
}
