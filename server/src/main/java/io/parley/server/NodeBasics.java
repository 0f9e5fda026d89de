package io.parley.server;

import com.typesafe.config.Config;
import io.parley.http.token.GuessLimiter;
import io.parley.http.token.GuessSettings;
import io.parley.http.token.Tokens;
import io.parley.operations.Meters;
import io.parley.persistence.embedded.DataDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The foundation of all parts of a node: settings, the data directory, tokens, certificates,
/// meters, a clock, and the closers that release everything again.
///
/// @param gatekeeper checks tokens on both ports, and counts wrong ones over both
record NodeBasics(
    Config config,
    ServerSettings settings,
    DataDirectory data,
    StaffTokens tokens,
    Tokens gatekeeper,
    Certificates certificates,
    Meters meters,
    Clock clock,
    Closers closers) {
  private static final Logger LOG = LoggerFactory.getLogger(NodeBasics.class);

  /// Rejects invalid settings before anything is started.
  static NodeBasics prepare(Config config, Closers closers, Clock clock) {
    var settings = ServerSettings.from(config);
    closers.within(settings.deadline());
    var certificates = Certificates.from(config, clock);
    PlainPorts.warnings(settings, certificates).forEach(sentence -> LOG.warn("{}", sentence));
    ShownSecrets.warnings(config).forEach(sentence -> LOG.warn("{}", sentence));
    HttpServers.requireFree("http", settings.http());
    HttpServers.requireFree("management", settings.management());
    HttpServers.requireFree("cluster", settings.cluster());
    SipServices.requireFree(config, settings.production());
    var data = closers.add("the data directory", DataDirectory.open(settings.data()));
    LeftLibraries.ofThisMachine().remove(clock.instant());
    var tokens = StaffTokens.from(config, settings.production(), data);
    var meters = closers.add("metrics", new Meters());
    var guesses = GuessSettings.from(config.getConfig("parley.tokens.guesses"));
    var gatekeeper = new Tokens(tokens.settings(), new GuessLimiter(guesses, meters.registry()));
    return new NodeBasics(
        config, settings, data, tokens, gatekeeper, certificates, meters, clock, closers);
  }

  /// Begins work that is repeated until the node stops.
  void duty(
      ActorSystem<?> system, String name, Duration every, Supplier<CompletionStage<Void>> work) {
    closers.add(name, Duty.start(system, name, every, work));
  }
}
