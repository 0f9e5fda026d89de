package io.parley.sessions.feed;

import io.parley.core.fault.Stages;
import io.parley.core.feed.Feeds;
import io.parley.sessions.SessionSettings.FeedSettings;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;

/// One in the cluster for each feed of each database: advances it without a pause while there are
/// more events, polls the journal when it has caught up, and waits longer and longer while its
/// handler fails. When its node dies another takes over; two at work for a moment do no harm.
public final class FeedDelivery extends AbstractBehavior<FeedDelivery.Message> {

  sealed interface Message {}

  private record Look() implements Message {}

  private record Advanced(int events) implements Message {}

  private record Failed(Throwable failure) implements Message {}

  private final TimerScheduler<Message> timers;
  private final String feed;
  private final FeedSettings settings;
  private final Feeds feeds;
  private int failures;

  /// Those of the main database.
  public static void init(ActorSystem<?> system, FeedSettings settings, Feeds feeds) {
    for (var feed : feeds.names()) begin(system, settings, feeds, feed, "feed-" + feed);
  }

  /// Those of a further database.
  ///
  /// @param database its name, the same on all nodes
  public static void init(
      ActorSystem<?> system, FeedSettings settings, Feeds feeds, String database) {
    for (var feed : feeds.names())
      begin(system, settings, feeds, feed, "feed-" + feed + "." + database);
  }

  private static void begin(
      ActorSystem<?> system, FeedSettings settings, Feeds feeds, String feed, String singleton) {
    var supervised =
        Behaviors.supervise(create(feed, settings, feeds))
            .onFailure(
                SupervisorStrategy.restartWithBackoff(
                    settings.backoff().min(), settings.backoff().max(), 0.2));
    ClusterSingleton.get(system).init(SingletonActor.of(supervised, singleton));
  }

  static Behavior<Message> create(String feed, FeedSettings settings, Feeds feeds) {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(context -> new FeedDelivery(context, timers, feed, settings, feeds)));
  }

  private FeedDelivery(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      String feed,
      FeedSettings settings,
      Feeds feeds) {
    super(context);
    this.timers = timers;
    this.feed = feed;
    this.settings = settings;
    this.feeds = feeds;
    advance();
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder().onMessage(Message.class, this::onMessage).build();
  }

  private Behavior<Message> onMessage(Message message) {
    switch (message) {
      case Look() -> advance();
      case Advanced(var events) -> {
        if (failures > 0) getContext().getLog().info("feed {} delivers again", feed);
        failures = 0;
        if (events >= settings.batch()) advance();
        else timers.startSingleTimer(new Look(), settings.interval());
      }
      case Failed(var failure) -> onFailed(failure);
    }
    return this;
  }

  /// Only the failure's kind is logged: a handler may quote an event.
  private void onFailed(Throwable failure) {
    failures++;
    timers.startSingleTimer(
        new Look(), settings.backoff().after(failures, ThreadLocalRandom.current()));
    var cause = Stages.cause(failure);
    getContext()
        .getLog()
        .warn(
            "feed {} cannot go on, {} times in a row: {}",
            feed,
            failures,
            cause.getClass().getSimpleName());
  }

  private void advance() {
    getContext()
        .pipeToSelf(
            feeds.advance(feed, settings.batch()),
            (events, failure) -> failure == null ? new Advanced(events) : new Failed(failure));
  }
}
