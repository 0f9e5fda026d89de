package io.parley.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.parley.core.fault.Stages;
import io.parley.http.tool.PublicAddress;
import io.parley.persistence.database.Database;
import io.parley.persistence.database.DatabaseFailure;
import io.parley.persistence.database.DatabaseSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `parley owner-link`: the link by which a person becomes the owner of the organisation `default`.
/// It works on the database itself: its password is the proof that the caller may.
@Command(
    name = "owner-link",
    description = {
      "Prints a link that makes the person who opens it the owner of this installation's",
      "organisation, for 30 days. Links that were printed before work no longer. Uses the database",
      "of the settings, or that of the Parley that runs on the data directory."
    },
    mixinStandardHelpOptions = true)
final class OwnerLinkCommand implements Callable<Integer> {
  private static final String AUTHOR = "owner-link";

  /// One statement after the other.
  private static final Map<String, Object> ONE_CONNECTION =
      Map.of("parley.database.pool-size", 1, "parley.database.queue-size", 16);

  @Mixin private SettingsOption options;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "the address that the link begins with; default: PARLEY_PUBLIC_URL, or that of the Parley"
              + " that runs on the data directory")
  private URI url;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var own = options.settings();
    var accounts = AccountsSettings.from(own);
    if (!accounts.enabled())
      throw new WrongSetting("parley.accounts.enabled: off (expected: on, so that people sign in)");
    var data = ServerSettings.from(own).data().toAbsolutePath();
    var address = address(own, data);
    var link = link(databaseSettings(own, data), accounts.organisationName());
    if (link.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("parley: the organisation has an owner, so there is no link to become it");
      return ExitCode.REFUSED;
    }
    spec.commandLine().getOut().println(OwnerLink.address(address, link.get()));
    return ExitCode.ENDED;
  }

  private URI address(Config own, Path data) throws IOException {
    if (url != null)
      return PublicAddress.read("--url", url.toString())
          .orElseThrow(() -> new WrongSetting("--url: '' (expected: an address)"));
    var configured = PublicAddress.from(own).configured();
    return configured.isPresent() ? configured.get() : RunningServer.http(data, ", or --url");
  }

  /// The main database of the settings, or that of the Parley that runs on the data directory.
  static DatabaseSettings databaseSettings(Config own, Path data) {
    var settings =
        DatabaseSettings.from(own).embedded() ? SharedSettings.found(data).withFallback(own) : own;
    return DatabaseSettings.from(ConfigFactory.parseMap(ONE_CONNECTION).withFallback(settings));
  }

  private static Optional<String> link(DatabaseSettings settings, String name) {
    try (var database = Database.open(settings)) {
      var first = FirstOrganisation.of(database, Clock.systemUTC());
      return joined(first.ensure(AUTHOR, name).thenCompose(_ -> first.link(AUTHOR)));
    }
  }

  private static <T> T joined(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      if (Stages.cause(e) instanceof DatabaseFailure failure)
        throw new WrongSetting(
            "parley.database.url: the database does not answer as expected (expected: one that this"
                + " release has been started on): "
                + failure.getMessage(),
            failure);
      throw e;
    }
  }
}
