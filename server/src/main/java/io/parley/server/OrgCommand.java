package io.parley.server;

import io.parley.server.client.ClientFailure;
import io.parley.server.client.OperatorClient;
import io.parley.server.declared.Application;
import io.parley.server.declared.FolderWriter;
import io.parley.server.declared.OrganisationApi;
import io.parley.server.declared.Part;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `parley org`: an organisation as files.
@Command(
    name = "org",
    description = {
      "Makes an organisation what files say, or writes it as files. With an API key or access",
      "token from --key-file or PARLEY_KEY; without one the server is found by its data directory,",
      "and the operator's token is PARLEY_OPERATOR_TOKEN."
    },
    mixinStandardHelpOptions = true,
    subcommands = {OrgCommand.Apply.class, OrgCommand.Export.class})
final class OrgCommand implements Callable<Integer> {
  private static final String EXPECTED =
      "an API key or a person's access token with the permission, by --key-file or "
          + EnvironmentNames.KEY;

  @Mixin private SettingsOption options;

  @Option(
      names = "--server",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "the server's address; default: the one that runs on the data directory")
  private URI server;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "a file with an API key or access token; default: the variable PARLEY_KEY")
  private Path keyFile;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing (expected: apply or export)");
  }

  /// Clients of parts of the API. The operator's token goes to the server of the data directory
  /// alone.
  private Function<String, OperatorClient> clients() throws IOException {
    var key = key();
    if (key.isEmpty() && server != null)
      throw new WrongSetting("--server: without a key (expected: " + EXPECTED + ")");
    if (server != null) return clients(checked(server), key);
    var settings = options.settings();
    var running =
        RunningServer.http(ServerSettings.from(settings).data().toAbsolutePath(), ", or --server");
    if (!key.isEmpty()) return clients(running, key);
    var token = RunningServer.token(settings);
    return base -> new OperatorClient(running, token, base);
  }

  private static Function<String, OperatorClient> clients(URI server, String key) {
    return base -> new OperatorClient(server, key, EXPECTED, base);
  }

  private static URI checked(URI server) {
    var scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
    boolean isWeb = scheme.equals("https") || scheme.equals("http");
    boolean isWhole =
        server.getHost() != null
            && server.getRawUserInfo() == null
            && server.getRawQuery() == null
            && server.getRawFragment() == null
            && Set.of("", "/").contains(server.getRawPath());
    if (!isWeb || !isWhole)
      throw new WrongSetting(
          "--server: another form (expected: an address such as https://parley.example)");
    return server;
  }

  /// @return empty if there is none
  private String key() throws IOException {
    if (keyFile == null) {
      var variable = System.getenv(EnvironmentNames.KEY);
      return variable == null ? "" : checked(EnvironmentNames.KEY, variable.strip());
    }
    if (!Files.isReadable(keyFile))
      throw new WrongSetting("--key-file: %s (expected: a readable file)".formatted(keyFile));
    var key = checked("--key-file", Files.readString(keyFile).strip());
    if (key.isEmpty())
      throw new WrongSetting("--key-file: %s is empty (expected: a key)".formatted(keyFile));
    return key;
  }

  /// A header holds it: the message of the JDK about another one would repeat it.
  private static String checked(String name, String key) {
    if (key.chars().anyMatch(each -> each <= ' ' || each > '~'))
      throw new WrongSetting(name + ": no key (expected: one line of letters, digits and signs)");
    return key;
  }

  @Command(
      name = "apply",
      description = {
        "Shows how the organisation differs from the files of a folder, asks, and makes it the",
        "same. Ends with 3 if --check finds a difference."
      },
      mixinStandardHelpOptions = true)
  static final class Apply implements Callable<Integer> {
    @ParentCommand private OrgCommand org;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "as export writes one")
    private Path folder;

    @Option(names = "--prune", description = "removes what the folder does not have")
    private boolean prune;

    @Option(names = "--yes", description = "does not ask")
    private boolean yes;

    @Option(names = "--check", description = "shows the difference, and changes nothing")
    private boolean check;

    @Override
    public Integer call() throws IOException, InterruptedException {
      if (yes && check)
        throw new ParameterException(
            spec.commandLine(), "--yes with --check (expected: one of them)");
      var out = spec.commandLine().getOut();
      return switch (new Application(folder, org.clients(), out).run(prune, this::isWanted)) {
        case SAME, APPLIED -> ExitCode.ENDED;
        case DIFFERENT -> check ? ExitCode.DIFFERENT : unchanged();
      };
    }

    private boolean isWanted() {
      return yes || (!check && Terminal.confirms("apply this? [y/N] "));
    }

    private int unchanged() {
      spec.commandLine()
          .getErr()
          .println("parley: nothing was changed (expected: y, or --yes where nobody answers)");
      return ExitCode.REFUSED;
    }
  }

  @Command(
      name = "export",
      description = {
        "Writes the organisation into a new or empty folder, for apply. Documents of the knowledge",
        "base are not written."
      },
      mixinStandardHelpOptions = true)
  static final class Export implements Callable<Integer> {
    private static final String PARTS =
        "organisation, roles, tool-sources, model, models, budgets, limits, customer-issuers,"
            + " agents, numbers or trunks";

    @ParentCommand private OrgCommand org;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "is made if it is not there")
    private Path folder;

    @Option(
        names = "--only",
        paramLabel = "PART",
        description = PARTS + "; default: all that the key may read")
    private List<String> only = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
      var parts = parts();
      var server = new OrganisationApi(org.clients().apply("/v1"));
      var organisation = only.isEmpty() ? server.readable(parts, this::warn) : server.read(parts);
      for (var warning : FolderWriter.write(folder, organisation))
        spec.commandLine().getErr().println("parley: " + warning);
      spec.commandLine().getOut().println("wrote " + folder);
      return ExitCode.ENDED;
    }

    private void warn(Part part, ClientFailure refused) {
      spec.commandLine()
          .getErr()
          .println("parley: left out: %s: %s".formatted(part.place(), refused.getMessage()));
    }

    private Set<Part> parts() {
      if (only.isEmpty()) return EnumSet.allOf(Part.class);
      var parts = EnumSet.noneOf(Part.class);
      for (var word : only) {
        var named = Part.of(word);
        if (named.isEmpty())
          throw new ParameterException(
              spec.commandLine(), "--only: %s (expected: %s)".formatted(word, PARTS));
        parts.addAll(named);
      }
      return parts;
    }
  }
}
