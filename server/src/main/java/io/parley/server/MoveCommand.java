package io.parley.server;

import io.parley.core.audit.Act;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.place.Move;
import io.parley.persistence.place.Move.Refused;
import io.parley.persistence.place.Move.Step;
import io.parley.server.client.Pause;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `parley move`: brings the sessions of an organisation into another database. It works on the
/// databases themselves: their passwords are the proof that the caller may.
@Command(
    name = "move",
    description = {
      "Moves the sessions of an organisation into another database: one of parley.database.others,",
      "with which all nodes have been started, or main. The organisation has been suspended for at",
      "least a minute, and all its sessions have ended; resume it afterwards. When the command was",
      "interrupted, the same command goes on. Until rows are the same in both databases and the",
      "organisation lives in the new one, a move to the old one takes it back. Uses the databases",
      "of the settings, or that of the Parley that runs on the data directory."
    },
    mixinStandardHelpOptions = true)
final class MoveCommand implements Callable<Integer> {
  private static final String AUTHOR = "move";

  @Parameters(paramLabel = "ORGANISATION", description = "its id")
  private String organisation;

  @Parameters(
      paramLabel = "DATABASE",
      description = "its name in the settings, or main for the main database")
  private String database;

  @Mixin private SettingsOption options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var own = options.settings();
    var id = PlaceCommand.organisation(organisation);
    var others = DatabaseSettings.others(own);
    if (others.containsKey(Move.MAIN))
      throw new WrongSetting(
          "parley.database.others.main: a database (expected: another name: main is the main one)");
    if (!database.equals(Move.MAIN)) PlaceCommand.requirePrepared(own, database);
    var data = ServerSettings.from(own).data().toAbsolutePath();
    var main = OwnerLinkCommand.databaseSettings(own, data);
    var act = Act.ofProgram(AUTHOR, Clock.systemUTC().instant());
    try (var move = Move.of(main, others, id, database, act)) {
      return moved(move);
    } catch (SQLException e) {
      throw new WrongSetting(
          "a database does not answer as expected (expected: databases that this release has been"
              + " started on). Nothing is lost: run the same command again",
          e);
    }
  }

  private int moved(Move move) throws SQLException, InterruptedException {
    var out = spec.commandLine().getOut();
    long deleted = 0;
    while (true) {
      var step = move.step();
      switch (step) {
        case Move.Waits(var left) -> Pause.of(left);
        case Move.Deleted(var rows) -> deleted += rows;
        case Move.Done() -> {
          if (deleted > 0) out.printf("deleted: %d rows that were elsewhere%n", deleted);
          out.printf(
              "organisation %s has its sessions in the database %s%n", organisation, database);
          out.flush();
          return ExitCode.ENDED;
        }
        case Refused refused -> {
          spec.commandLine().getErr().println("parley: " + reason(refused));
          return ExitCode.REFUSED;
        }
        case Move.Told _, Move.Copied _, Move.Again _, Move.Switched _ -> print(out, step);
      }
    }
  }

  private static void print(PrintWriter out, Step step) {
    var line =
        switch (step) {
          case Move.Told() -> "nodes stop its sessions: the copy begins in a minute";
          case Move.Copied(var table, var all) -> all ? "copied: " + table : "";
          case Move.Again(var table) -> "copied again, its rows have changed: " + table;
          case Move.Switched(var rows) ->
              "%d rows are the same in both databases: it lives in the new one".formatted(rows);
          case Move.Waits _, Move.Deleted _, Move.Done _, Refused _ -> "";
        };
    if (line.isEmpty()) return;
    out.println(line);
    out.flush();
  }

  private static String reason(Refused refused) {
    var detail = refused.detail();
    return switch (refused.why()) {
      case UNKNOWN -> "there is no such organisation";
      case NOT_SUSPENDED ->
          "the organisation has not been suspended for a minute: suspend it first";
      case ACTIVE ->
          "session %s has not ended, or owes something: wait until it is archived"
              .formatted(detail);
      case NOT_READ ->
          ("the feed %s has not read all events of the organisation yet: try again. The row of a"
                  + " feed that is no more is deleted from projection_offset")
              .formatted(detail);
      case TARGET_HAS_ROWS ->
          "the database has rows of the organisation already, in the table " + detail;
      case TARGET_READS ->
          "the feed %s reads the journal of that database from its beginning: try again later"
              .formatted(detail);
      case OTHER_TARGET -> "the organisation is being moved to the database " + detail;
      case NO_SUCH_DATABASE ->
          "parley.database.others.%s: nothing (expected: the database, as on all nodes)"
              .formatted(detail);
      case NOT_ALONE -> "another process moves an organisation: one at a time";
      case KEEPS_CHANGING ->
          "the rows of %s keep changing, so nothing is switched: the same command goes on"
              .formatted(detail);
    };
  }
}
