package io.parley.voice.desk;

import io.parley.core.agent.AgentDefinition;
import io.parley.core.agent.AgentLimits;
import io.parley.core.agent.AgentPresentation;
import io.parley.core.agent.AgentPresentation.Texts;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.agent.AgentRef;
import io.parley.core.agent.Agents;
import io.parley.core.agent.PromptTemplate;
import io.parley.core.limit.Limit;
import io.parley.core.limit.RateLimit;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.limit.Weights;
import io.parley.core.party.Party;
import io.parley.core.session.SessionCommand;
import io.parley.core.speech.AskedFor;
import io.parley.core.speech.Expectation;
import io.parley.core.speech.SpeechDetector;
import io.parley.core.speech.SpeechToText;
import io.parley.core.speech.TextToSpeech;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.FormReply;
import io.parley.core.trace.TraceParent;
import io.parley.sessions.Answer;
import io.parley.sessions.CallShown;
import io.parley.sessions.Heard;
import io.parley.sessions.Prepare;
import io.parley.sessions.SessionPort;
import io.parley.sessions.SessionView;
import io.parley.sessions.entry.Entry;
import io.parley.sessions.entry.EntryMeter;
import io.parley.sessions.entry.EntrySettings;
import io.parley.sessions.quota.NodeQuotas;
import io.parley.voice.call.CallMeter;
import io.parley.voice.call.Engines;
import io.parley.voice.leg.LegStats;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/// The surroundings of a desk.
final class Desks {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Desks() {}

  static Entry entry(SessionPort sessions) {
    return entry(sessions, 10);
  }

  /// @param commandsMax questions that may be under way
  static Entry entry(SessionPort sessions, int commandsMax) {
    return entry(sessions, commandsMax, NodeQuotas.none());
  }

  static Entry entry(SessionPort sessions, int commandsMax, NodeQuotas quotas) {
    var plenty = new VisitorLimit(1_000, 1_000, Long.MAX_VALUE, MINUTE);
    return new Entry(
        sessions,
        new EntrySettings(
            new EntrySettings.Load(commandsMax, 10),
            new EntrySettings.Starts(10, 10, 10, MINUTE, 10, MINUTE),
            new EntrySettings.Visitors(plenty, plenty, 10),
            new EntrySettings.Readers(10, 10, 10, MINUTE)),
        quotas,
        Weights.EQUAL,
        new Uncounted(),
        InstantSource.system());
  }

  /// Sessions without a cluster.
  static final class Sessions implements SessionPort {
    final Map<SessionKey, SessionView> views = new ConcurrentHashMap<>();
    final Queue<CompletableFuture<Answer>> asked = new ConcurrentLinkedQueue<>();
    final Queue<SessionCommand> commands = new ConcurrentLinkedQueue<>();

    @Override
    public CompletionStage<Optional<SessionView>> view(SessionKey key) {
      return CompletableFuture.completedStage(Optional.ofNullable(views.get(key)));
    }

    /// Is answered when the test completes it.
    @Override
    public CompletionStage<Answer> ask(
        SessionKey key, SessionCommand command, String requestId, Optional<TraceParent> trace) {
      var answer = new CompletableFuture<Answer>();
      asked.add(answer);
      commands.add(command);
      return answer;
    }

    @Override
    public Source<Heard, NotUsed> listen(SessionKey key, long after) {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void typing(SessionKey key, Party by) {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void fill(SessionKey key, String form, FormReply reply) {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void showCall(SessionKey key, CallShown shown) {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void prepare(SessionKey key, Prepare words) {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void unprepare(SessionKey key, String id) {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public int awake() {
      return 0;
    }

    @Override
    public int nodes() {
      return 1;
    }
  }

  /// Version 1, which sessions began with, prefers English; version 2 prefers French.
  static final class TwoVersions implements Agents {
    @Override
    public Optional<AgentDefinition> current(TenantId tenant, Optional<String> id) {
      return Optional.of(agent(2, "fr", "en"));
    }

    @Override
    public Optional<AgentDefinition> find(TenantId tenant, AgentRef ref) {
      return Optional.of(agent(ref.version(), "en", "fr"));
    }

    private static Texts texts(String language, int version) {
      var asks = new AskedFor(List.of("as version %d asks".formatted(version)), Expectation.NAME);
      return new Texts(
          language,
          Optional.empty(),
          "?",
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(asks));
    }

    private static AgentDefinition agent(int version, String... languages) {
      var texts = List.of(languages).stream().map(tag -> texts(tag, version)).toList();
      var prompt = new PromptTemplate("any", 1, "");
      return new AgentDefinition(
          new AgentRef("support", version),
          "Acme",
          new AgentPresentation(texts, new Theme("#1f5c4a", "#8fcdb4")),
          prompt,
          prompt,
          prompt,
          prompt,
          prompt,
          List.of(),
          new AgentLimits(2_000, 500, 5, 10, 0),
          new RateLimit(100, 100_000));
    }
  }

  /// Hear and speak English, if they were asked to.
  static final class English implements Engines {
    @Override
    public SpeechDetector detector() {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public List<SpeechToText> ears(String language) {
      return List.of();
    }

    @Override
    public List<TextToSpeech> voices(String language) {
      return List.of();
    }

    @Override
    public boolean speak(String language) {
      return language.equals("en");
    }
  }

  private static final class Uncounted implements EntryMeter {
    @Override
    public void refused(Limit limit) {
      // what is refused is told to the caller, too
    }

    @Override
    public void answered(SessionCommand command, Answer answer) {
      // the answer is told to the caller, too
    }

    @Override
    public void unanswered(SessionCommand command) {
      // and so is that there is none
    }
  }

  static final class NoMeter implements CallMeter {
    @Override
    public void answered(Times times, String voice, String way) {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void interrupted(boolean meant) {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void early(Early fate) {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void ranDry() {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void lineDied() {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void late(Duration by) {
      // the clock ticks without calls, too
    }

    @Override
    public void echoCancelled(double enhancement) {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void lineTurned(boolean bad) {
      throw new UnsupportedOperationException("no call is opened here");
    }

    @Override
    public void ended(LegStats stats, Duration length) {
      throw new UnsupportedOperationException("no call is opened here");
    }
  }
}
