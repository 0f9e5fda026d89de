package io.parley.sessions;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.limit.VisitorQuota;
import io.parley.core.setting.Expect;
import java.time.Duration;
import java.util.Map;

/// How sessions behave on this installation; keys `parley.sessions.*`, explained in
/// `reference.conf`.
///
/// @param idleTimeout a session ends after this long without an event
/// @param approvalTimeout how long a human has to agree to a tool call
/// @param sleepAfter a session leaves memory after this long without a reader or a message
/// @param askTimeout how long a caller waits for a session's answer; @param askAgain the longest
///   pause before it asks once more meanwhile
/// @param callSilence a call counts as lost after this long without news
/// @param snapshotEvery events between two snapshots; @param snapshotsKept how many stay
/// @param persistBackoffMin first pause before a session whose journal failed is tried
///   again; @param persistBackoffMax the longest
public record SessionSettings(
    Duration idleTimeout,
    Duration approvalTimeout,
    Duration sleepAfter,
    Duration askTimeout,
    Duration askAgain,
    Duration callSilence,
    int shards,
    int snapshotEvery,
    int snapshotsKept,
    Duration persistBackoffMin,
    Duration persistBackoffMax,
    ReplySettings reply,
    ToolCallSettings toolCall,
    VisitorSettings visitors,
    BreakerSettings breaker,
    ReaderSettings reader,
    DueSettings due,
    FeedSettings feeds,
    DamageSettings damage,
    DrainSettings drain,
    ArchivingSettings archiving) {
  private static final String KEY = "parley.sessions.";

  public SessionSettings {
    Expect.positive(KEY + "idle-timeout", idleTimeout);
    Expect.positive(KEY + "approval-timeout", approvalTimeout);
    Expect.positive(KEY + "sleep-after", sleepAfter);
    Expect.positive(KEY + "ask-timeout", askTimeout);
    Expect.positive(KEY + "ask-again", askAgain);
    Expect.positive(KEY + "call-silence", callSilence);
    Expect.atLeast(KEY + "shards", shards, 1);
    Expect.atLeast(KEY + "snapshot-every", snapshotEvery, 1);
    Expect.atLeast(KEY + "snapshots-kept", snapshotsKept, 1);
    Backoff.check(KEY + "persist-backoff", persistBackoffMin, persistBackoffMax);
  }

  /// @param config holds `parley.sessions`
  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  public static SessionSettings from(Config config) {
    var c = config.getConfig("parley.sessions");
    return new SessionSettings(
        c.getDuration("idle-timeout"),
        c.getDuration("approval-timeout"),
        c.getDuration("sleep-after"),
        c.getDuration("ask-timeout"),
        c.getDuration("ask-again"),
        c.getDuration("call-silence"),
        c.getInt("shards"),
        c.getInt("snapshot-every"),
        c.getInt("snapshots-kept"),
        c.getDuration("persist-backoff.min"),
        c.getDuration("persist-backoff.max"),
        ReplySettings.from(c.getConfig("reply")),
        ToolCallSettings.from(c.getConfig("tool-call")),
        VisitorSettings.from(c.getConfig("visitors")),
        BreakerSettings.from(c.getConfig("breaker")),
        ReaderSettings.from(c.getConfig("reader")),
        DueSettings.from(c.getConfig("due")),
        FeedSettings.from(c.getConfig("feeds")),
        DamageSettings.from(c.getConfig("damage")),
        new DrainSettings(c.getDuration("drain.turn-grace")),
        ArchivingSettings.from(c.getConfig("archiving")));
  }

  /// @param modelDeadline how long one call of a model may take
  /// @param modelAttempts how often a call that failed for a passing reason is made before the turn
  ///   fails
  /// @param recallDeadline how long a reply waits for memories before it is made without them
  /// @param charactersMax where a reply is cut off, in UTF-16 units
  /// @param preparedFor how long a prepared reply waits for its words
  public record ReplySettings(
      Duration modelDeadline,
      int modelAttempts,
      Backoff backoff,
      Duration recallDeadline,
      int charactersMax,
      Duration preparedFor) {
    public ReplySettings {
      Expect.positive(KEY + "reply.prepared-for", preparedFor);
      Expect.positive(KEY + "reply.model-deadline", modelDeadline);
      Expect.atLeast(KEY + "reply.model-attempts", modelAttempts, 1);
      Expect.positive(KEY + "reply.recall-deadline", recallDeadline);
      Expect.atLeast(KEY + "reply.characters-max", charactersMax, 1);
    }

    static ReplySettings from(Config c) {
      return new ReplySettings(
          c.getDuration("model-deadline"),
          c.getInt("model-attempts"),
          Backoff.from(KEY + "reply.backoff", c.getConfig("backoff")),
          c.getDuration("recall-deadline"),
          c.getInt("characters-max"),
          c.getDuration("prepared-for"));
    }
  }

  /// @param attempts how often a call that may be repeated is made
  /// @param resultCharactersMax how long a result may be before it is shortened
  public record ToolCallSettings(int attempts, Backoff backoff, int resultCharactersMax) {
    public ToolCallSettings {
      Expect.atLeast(KEY + "tool-call.attempts", attempts, 1);
      Expect.atLeast(KEY + "tool-call.result-characters-max", resultCharactersMax, 1);
    }

    static ToolCallSettings from(Config c) {
      return new ToolCallSettings(
          c.getInt("attempts"),
          Backoff.from(KEY + "tool-call.backoff", c.getConfig("backoff")),
          c.getInt("result-characters-max"));
    }
  }

  /// @param quota what all sessions of one visitor may cause; nodes divide it
  /// @param visitorsMax how many are counted on a node
  public record VisitorSettings(VisitorQuota quota, int visitorsMax) {
    public VisitorSettings {
      Expect.atLeast(KEY + "visitors.visitors-max", visitorsMax, 1);
    }

    static VisitorSettings from(Config c) {
      long modelCalls = c.getLong("model-calls-per-minute");
      long perHour = c.getLong("effects-per-hour");
      Expect.atLeast(KEY + "visitors.model-calls-per-minute", modelCalls, 1);
      Expect.atLeast(KEY + "visitors.effects-per-hour", perHour, 1);
      Expect.atLeast(KEY + "visitors.effects-per-day", c.getLong("effects-per-day"), 1);
      // a larger limit for an hour raises the day's limit as well
      long perDay = Math.max(perHour, c.getLong("effects-per-day"));
      return new VisitorSettings(
          new VisitorQuota(modelCalls, perHour, perDay), c.getInt("visitors-max"));
    }
  }

  /// @param failures in a row that open a breaker
  /// @param callTimeout after which a call counts as failed
  /// @param reset how long a breaker stays open before a probe
  public record BreakerSettings(int failures, Duration callTimeout, Duration reset) {
    public BreakerSettings {
      Expect.atLeast(KEY + "breaker.failures", failures, 1);
      Expect.positive(KEY + "breaker.call-timeout", callTimeout);
      Expect.positive(KEY + "breaker.reset", reset);
    }

    static BreakerSettings from(Config c) {
      return new BreakerSettings(
          c.getInt("failures"), c.getDuration("call-timeout"), c.getDuration("reset"));
    }
  }

  /// @param buffer frames that may wait for a slow reader before it is cut off
  /// @param page events that are read from the journal at once
  /// @param register pause between two tries to find the session; @param renew between two checks
  ///   that it still knows the reader
  public record ReaderSettings(int buffer, int page, Duration register, Duration renew) {
    public ReaderSettings {
      Expect.atLeast(KEY + "reader.buffer", buffer, 1);
      Expect.atLeast(KEY + "reader.page", page, 1);
      if (page > buffer)
        throw Expect.wrong(
            KEY + "reader.page", page, "≤ %sreader.buffer, which is %d".formatted(KEY, buffer));
      Expect.positive(KEY + "reader.register", register);
      Expect.positive(KEY + "reader.renew", renew);
    }

    static ReaderSettings from(Config c) {
      return new ReaderSettings(
          c.getInt("buffer"), c.getInt("page"), c.getDuration("register"), c.getDuration("renew"));
    }
  }

  /// @param interval between two looks at the journal; @param batch events read at once
  /// @param grace how long a session may take before it is overdue; @param lease between two
  ///   wake-ups of the same session
  /// @param wakeMax sessions woken at once
  public record DueSettings(
      Duration interval, int batch, Duration grace, Duration lease, int wakeMax) {
    public DueSettings {
      Expect.positive(KEY + "due.interval", interval);
      Expect.atLeast(KEY + "due.batch", batch, 1);
      Expect.positive(KEY + "due.grace", grace);
      Expect.positive(KEY + "due.lease", lease);
      Expect.atLeast(KEY + "due.wake-max", wakeMax, 1);
    }

    static DueSettings from(Config c) {
      return new DueSettings(
          c.getDuration("interval"),
          c.getInt("batch"),
          c.getDuration("grace"),
          c.getDuration("lease"),
          c.getInt("wake-max"));
    }
  }

  /// @param interval between two looks at the journal when a feed has caught up
  /// @param backoff between two tries while a feed's handler fails
  public record FeedSettings(Duration interval, int batch, Backoff backoff) {
    public FeedSettings {
      Expect.positive(KEY + "feeds.interval", interval);
      Expect.atLeast(KEY + "feeds.batch", batch, 1);
    }

    static FeedSettings from(Config c) {
      return new FeedSettings(
          c.getDuration("interval"),
          c.getInt("batch"),
          Backoff.from(KEY + "feeds.backoff", c.getConfig("backoff")));
    }
  }

  /// @param pause how long a damaged session stays closed before it may read its journal again
  /// @param interval between two checks of the recorded damaged sessions; @param lookMax how many
  ///   at once
  public record DamageSettings(Duration pause, Duration interval, int lookMax) {
    public DamageSettings {
      Expect.positive(KEY + "damage.pause", pause);
      Expect.positive(KEY + "damage.interval", interval);
      Expect.atLeast(KEY + "damage.look-max", lookMax, 1);
    }

    static DamageSettings from(Config c) {
      return new DamageSettings(
          c.getDuration("pause"), c.getDuration("interval"), c.getInt("look-max"));
    }
  }

  /// @param turnGrace how long a session that moves may take to end its current turn
  public record DrainSettings(Duration turnGrace) {
    /// Time for recording that a turn was paused, and for stopping.
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /// The cluster stops a session that has not stopped by itself after this time, which must not
    /// be shorter than the session's own. (Pekko takes 5 s of its hand-off's time for this.)
    private static final Duration FORCED = Duration.ofSeconds(5);

    public DrainSettings {
      Expect.positive(KEY + "drain.turn-grace", turnGrace);
    }

    /// Pekko configuration that makes Pekko wait for sessions.
    public Config pekko() {
      var stop = turnGrace.plus(MARGIN);
      return ConfigFactory.parseMap(
          Map.of(
              "pekko.cluster.sharding.handoff-timeout",
              stop.plus(FORCED),
              "pekko.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout",
              stop.plus(FORCED)));
    }
  }

  /// @param attempts before the session goes to sleep; it is woken to try again
  public record ArchivingSettings(int attempts, Backoff backoff) {
    public ArchivingSettings {
      Expect.atLeast(KEY + "archiving.attempts", attempts, 1);
    }

    static ArchivingSettings from(Config c) {
      return new ArchivingSettings(
          c.getInt("attempts"), Backoff.from(KEY + "archiving.backoff", c.getConfig("backoff")));
    }
  }
}
