package io.parley.server;

import com.typesafe.config.Config;
import io.parley.core.audit.Act;
import io.parley.core.tenant.OrganisationId;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.place.Placement;
import io.parley.persistence.place.Placement.Outcome;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley place`: gives an organisation a database beside the main one. It works on the main
/// database itself: its password is the proof that the caller may.
@Command(
    name = "place",
    description = {
      "Gives an organisation a database of its own for its sessions: one of",
      "parley.database.others, with which all nodes have been started. The organisation has had no",
      "sessions, and has been suspended for at least a minute; resume it afterwards. One that has",
      "sessions is moved (parley move). Uses the database of the settings, or that of the Parley",
      "that runs on the data directory."
    },
    mixinStandardHelpOptions = true)
final class PlaceCommand implements Callable<Integer> {
  private static final String AUTHOR = "place";

  @Parameters(paramLabel = "ORGANISATION", description = "its id")
  private String organisation;

  @Parameters(paramLabel = "DATABASE", description = "its name in the settings")
  private String database;

  @Mixin private SettingsOption options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var own = options.settings();
    var id = organisation(organisation);
    requirePrepared(own, database);
    var data = ServerSettings.from(own).data().toAbsolutePath();
    var outcome = placed(OwnerLinkCommand.databaseSettings(own, data), id);
    if (outcome == Outcome.PLACED || outcome == Outcome.ALREADY) {
      spec.commandLine()
          .getOut()
          .printf("organisation %s has its sessions in the database %s%n", id, database);
      return ExitCode.ENDED;
    }
    spec.commandLine().getErr().println("parley: " + reason(outcome));
    return ExitCode.REFUSED;
  }

  /// @throws WrongSetting for another text
  static OrganisationId organisation(String id) {
    return OrganisationId.parse(id)
        .orElseThrow(
            () ->
                new WrongSetting(
                    "ORGANISATION: %s (expected: an id, as in GET /v1/organisations)"
                        .formatted(id)));
  }

  /// @throws WrongSetting when the settings have no such database, or no node has used it
  static void requirePrepared(Config own, String database) {
    var key = "parley.database.others." + database;
    var other = DatabaseSettings.others(own).get(database);
    if (other == null)
      throw new WrongSetting(key + ": nothing (expected: the database, as on all nodes)");
    try {
      if (!Placement.isPrepared(other))
        throw new WrongSetting(
            key + ": it has no tables (expected: nodes that have been started with it)");
    } catch (SQLException e) {
      throw new WrongSetting(key + ": the database does not answer as expected", e);
    }
  }

  private Outcome placed(DatabaseSettings main, OrganisationId id) {
    try {
      return Placement.place(
          main, id, database, Act.ofProgram(AUTHOR, Clock.systemUTC().instant()));
    } catch (SQLException e) {
      throw new WrongSetting(
          "parley.database.url: the database does not answer as expected (expected: one that this"
              + " release has been started on)",
          e);
    }
  }

  private static String reason(Outcome outcome) {
    return switch (outcome) {
      case PLACED, ALREADY -> throw new IllegalStateException("no refusal: " + outcome);
      case ELSEWHERE ->
          "the organisation has its sessions in another database of its own, or is being moved";
      case UNKNOWN -> "there is no such organisation";
      case NOT_SUSPENDED ->
          "the organisation has not been suspended for a minute: suspend it first";
      case HAS_SESSIONS -> "the organisation has sessions already: move it (parley move)";
    };
  }
}
