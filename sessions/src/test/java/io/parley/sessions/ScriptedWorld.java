package io.parley.sessions;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.Agents;
import io.parley.core.agent.PromptTemplate;
import io.parley.core.journal.Archive;
import io.parley.core.journal.ArchiveReceipt;
import io.parley.core.journal.Damage;
import io.parley.core.journal.Journal;
import io.parley.core.journal.ListingPage;
import io.parley.core.journal.ListingQuery;
import io.parley.core.journal.RecordedEvent;
import io.parley.core.journal.SessionIndex;
import io.parley.core.limit.RateLimit;
import io.parley.core.memory.Memories;
import io.parley.core.memory.Memory;
import io.parley.core.memory.MemoryScope;
import io.parley.core.model.Cancellable;
import io.parley.core.model.Citations;
import io.parley.core.model.Completion;
import io.parley.core.model.LanguageModel;
import io.parley.core.model.Prompt;
import io.parley.core.model.ReplyListener;
import io.parley.core.model.ToolRequest;
import io.parley.core.model.Usage;
import io.parley.core.session.SessionEvent;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Finding;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.ToolPolicy;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.Tools;
import io.parley.sessions.JournalPlaces.Plugins;
import io.parley.sessions.fault.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;

/// The outside world of a session, controlled by a test: a model that says what the test says,
/// tools whose outcomes the test decides, an archive that can be down. Fakes of ports, no mocks.
public final class ScriptedWorld {
  public static final Usage USAGE = new Usage("test", 10, 5, 0, "EUR", false);

  /// The longest that a test waits for anything, generous for a busy machine.
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  public final BlockingQueue<ModelCall> modelCalls = new LinkedBlockingQueue<>();
  public final BlockingQueue<ToolAttempt> toolAttempts = new LinkedBlockingQueue<>();
  public final BlockingQueue<Doubt> doubts = new LinkedBlockingQueue<>();
  public final BlockingQueue<CompletableFuture<ArchiveReceipt>> archiveAttempts =
      new LinkedBlockingQueue<>();
  public final List<SessionEvent> watched = new CopyOnWriteArrayList<>();

  /// Runs in the session's own thread before each of them.
  public volatile Runnable onWatched = () -> {};

  /// Faults reported by sessions.
  public final BlockingQueue<Fault> faults = new LinkedBlockingQueue<>();

  /// Thrown once each to the next caller of the model, the tools, or the agents.
  public final AtomicReference<Error> modelError = new AtomicReference<>();

  public final AtomicReference<Error> toolError = new AtomicReference<>();
  public final AtomicReference<Error> agentError = new AtomicReference<>();

  /// Passed to the watch with each event: the start of its turn.
  public final List<Instant> turnsBegan = new CopyOnWriteArrayList<>();

  public TurnTraces traces = TurnTraces.NONE;

  public final BlockingQueue<String> probes = new LinkedBlockingQueue<>();
  public final AtomicReference<RuntimeException> probeFailure = new AtomicReference<>();
  public final BlockingQueue<MemoryScope> recalls = new LinkedBlockingQueue<>();
  public final AtomicReference<RuntimeException> memoryFailure = new AtomicReference<>();
  public volatile List<Memory> memories = List.of();
  public final Map<SessionKey, Damage> damages = new ConcurrentHashMap<>();
  public AgentLimits limits = new AgentLimits(2_000, 500, 4, 3, 0);
  public RateLimit rateLimit = new RateLimit(100, 1_000_000);
  public volatile Plugins plugins = Plugins.STANDARD;
  public List<ToolSpec> tools =
      List.of(
          tool("look", ToolPolicy.READ_ONLY, false),
          tool("open", ToolPolicy.RETRY_WITH_KEY, false),
          tool("pay", ToolPolicy.ASK_HUMAN, false),
          tool("refund", ToolPolicy.RETRY_WITH_KEY, true));

  /// Of `tools`: the definition of the agent does not name them, their source gives them.
  public volatile Set<String> granted = Set.of();

  /// Of `tools`: neither its definition nor their source gives them to the agent.
  public volatile Set<String> withheld = Set.of();

  /// The actor system whose timers the test moves; the test's own patience is in real time.
  public static ActorTestKit kitWithManualTime() {
    return ActorTestKit.create(
        ConfigFactory.parseResources("patient.conf").withFallback(ManualTime.config()));
  }

  public static ToolSpec tool(String name, ToolPolicy policy, boolean approval) {
    return new ToolSpec(
        name,
        "Doing " + name,
        "does " + name,
        Json.EMPTY_OBJECT,
        policy,
        approval,
        PATIENCE,
        name + "-service",
        false);
  }

  /// One call of the model, to be answered by the test.
  public record ModelCall(
      Prompt prompt, ReplyListener listener, CompletableFuture<Void> cancelled) {
    public void says(String... chunks) {
      for (var chunk : chunks) listener.text(chunk);
    }

    public void ends() {
      listener.completed(new Completion(List.of(), Citations.ALL, USAGE));
    }

    /// Ends at its limit of tokens, before its answer is complete.
    public void isCutOff() {
      listener.completed(new Completion(List.of(), Citations.ALL, List.of(), USAGE, false, true));
    }

    public void wants(String... names) {
      var requests = Stream.of(names).map(n -> new ToolRequest(n, Json.EMPTY_OBJECT)).toList();
      listener.completed(new Completion(requests, Citations.ALL, USAGE));
    }
  }

  /// A question about a call in doubt.
  ///
  /// @param undo whether it shall be undone
  public record Doubt(
      ToolCall call, ToolContext context, boolean undo, CompletableFuture<Finding> finding) {}

  public ModelCall nextModelCall() {
    return next(modelCalls);
  }

  public ToolAttempt nextToolAttempt() {
    return next(toolAttempts);
  }

  public static <T> T next(BlockingQueue<T> queue) {
    try {
      var next = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) throw new AssertionError("nothing came within " + PATIENCE);
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public AgentDefinition agent(AgentRef ref) {
    return new AgentDefinition(
        ref,
        "Acme",
        new AgentPresentation(
            List.of(new Texts("en", Optional.empty(), "How can we help?", List.of())),
            new Theme("#1f5c4a", "#8fcdb4")),
        new PromptTemplate("support", 1, "You work for {{company}}; {{today}}"),
        new PromptTemplate("voice", 1, "Speak for {{company}}"),
        new PromptTemplate("summary", 1, "Summarise for {{company}}"),
        new PromptTemplate("memory", 1, "Remember for {{company}}"),
        new PromptTemplate("reflection", 1, "Reflect for {{company}}"),
        tools.stream()
            .map(ToolSpec::name)
            .filter(name -> !granted.contains(name) && !withheld.contains(name))
            .toList(),
        limits,
        rateLimit);
  }

  /// @param events reads what is persisted for a persistence id
  public Collaborators collaborators(Function<SessionKey, List<SessionEvent>> events, Clock clock) {
    return new Collaborators(
        new AnyAgent(),
        new TestModel(),
        new TestTools(),
        new TestMemories(),
        journal(events),
        new TestArchive(),
        new NoIndex(),
        _ -> plugins,
        new Watch(),
        traces,
        clock);
  }

  public static Journal journal(Function<SessionKey, List<SessionEvent>> events) {
    return (key, after, limit) -> {
      var all = events.apply(key);
      var page = new ArrayList<RecordedEvent>();
      for (long seq = after + 1; seq <= all.size() && page.size() < limit; seq++)
        page.add(new RecordedEvent(seq, all.get((int) seq - 1)));
      return CompletableFuture.completedFuture(page);
    };
  }

  private final class Watch implements SessionWatch {
    @Override
    public void committed(SessionEvent event, Instant turnBegan) {
      onWatched.run();
      turnsBegan.add(turnBegan);
      watched.add(event);
    }

    @Override
    public void faulted(SessionKey key, Fault fault) {
      faults.add(fault);
    }
  }

  private static void throwOnce(AtomicReference<Error> error) {
    var thrown = error.getAndSet(null);
    if (thrown != null) throw thrown;
  }

  private final class AnyAgent implements Agents {
    @Override
    public Optional<AgentDefinition> current(TenantId tenant, Optional<String> id) {
      throwOnce(agentError);
      return Optional.of(agent(new AgentRef("support", 1)));
    }

    @Override
    public Optional<AgentDefinition> find(TenantId tenant, AgentRef ref) {
      throwOnce(agentError);
      return Optional.of(agent(ref));
    }
  }

  private final class TestModel implements LanguageModel {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public Cancellable start(Prompt prompt, ReplyListener listener) {
      throwOnce(modelError);
      var cancelled = new CompletableFuture<Void>();
      modelCalls.add(new ModelCall(prompt, listener, cancelled));
      return () -> cancelled.complete(null);
    }
  }

  private final class TestTools implements Tools {
    @Override
    public List<ToolSpec> specs(TenantId tenant, AgentRef agent) {
      return tools;
    }

    @Override
    public boolean grants(TenantId tenant, AgentRef agent, String name) {
      return granted.contains(name);
    }

    /// Every field of the schema is a text.
    @Override
    public List<String> problems(TenantId tenant, AgentRef agent, ToolCall call) {
      return call.arguments().text().contains("7") ? List.of("/order: not a text") : List.of();
    }

    @Override
    public Set<String> dependencies() {
      return Set.copyOf(tools.stream().map(ToolSpec::dependency).toList());
    }

    @Override
    public CompletionStage<ToolOutcome> call(ToolCall call, ToolContext context) {
      throwOnce(toolError);
      var outcome = new CompletableFuture<ToolOutcome>();
      toolAttempts.add(new ToolAttempt(call, context, outcome));
      return outcome;
    }

    @Override
    public CompletionStage<Finding> lookUp(ToolCall call, ToolContext context) {
      var finding = new CompletableFuture<Finding>();
      doubts.add(new Doubt(call, context, false, finding));
      return finding;
    }

    @Override
    public CompletionStage<Finding> compensate(ToolCall call, ToolContext context) {
      var finding = new CompletableFuture<Finding>();
      doubts.add(new Doubt(call, context, true, finding));
      return finding;
    }

    @Override
    public CompletionStage<Void> probe(String dependency) {
      // before the test can see the attempt, and change the answer for the next one
      var failure = probeFailure.get();
      probes.add(dependency);
      return failure == null
          ? CompletableFuture.completedFuture(null)
          : CompletableFuture.failedFuture(failure);
    }
  }

  private final class TestMemories implements Memories {
    @Override
    public CompletionStage<List<Memory>> recall(MemoryScope scope, String words, int tokens) {
      recalls.add(scope);
      var failure = memoryFailure.get();
      return failure == null
          ? CompletableFuture.completedFuture(memories)
          : CompletableFuture.failedFuture(failure);
    }

    @Override
    public CompletionStage<List<Memory>> facts(MemoryScope scope, int limit) {
      return CompletableFuture.completedFuture(memories);
    }
  }

  /// The answer of a tool that reads data.
  public static ToolOutcome found() {
    return ToolOutcome.succeeded(Json.EMPTY_OBJECT, List.of());
  }

  public Tools testTools() {
    return new TestTools();
  }

  private final class TestArchive implements Archive {
    @Override
    public CompletionStage<ArchiveReceipt> store(SessionKey key, long lastSeq, Instant endedAt) {
      var receipt = new CompletableFuture<ArchiveReceipt>();
      archiveAttempts.add(receipt);
      return receipt;
    }

    @Override
    public CompletionStage<List<RecordedEvent>> fetch(String ref) {
      throw new UnsupportedOperationException("sessions never read archives");
    }
  }

  private final class NoIndex implements SessionIndex {
    @Override
    public CompletionStage<Integer> project(int max, Duration idleTimeout) {
      return CompletableFuture.completedFuture(0);
    }

    @Override
    public CompletionStage<List<SessionKey>> claimDue(Instant now, Duration lease, int max) {
      return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Boolean> damaged(SessionKey key, Damage damage, Instant now) {
      return CompletableFuture.completedFuture(damages.putIfAbsent(key, damage) == null);
    }

    @Override
    public CompletionStage<Long> lookAgain(
        Instant now, Duration pause, int max, Duration idleTimeout) {
      return CompletableFuture.completedFuture((long) damages.size());
    }

    @Override
    public CompletionStage<ListingPage> list(ListingQuery query) {
      throw new UnsupportedOperationException("sessions never list");
    }
  }
}
