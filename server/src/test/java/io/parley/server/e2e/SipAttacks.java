package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.testing.DebianTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Programs that people attack SIP ports with, from this machine: Debian's sipvicious and sipsak.
final class SipAttacks {
  private static final int PATIENCE_SECONDS = 180;

  private final SipAddress port;
  private final Path directory;

  /// @param directory for their files
  SipAttacks(SipAddress port, Path directory) {
    this.port = port;
    this.directory = directory;
  }

  /// @param exit code of the process; @param output all that it printed
  record Ran(int exit, String output) {}

  /// @param tool `svmap`, `svwar` or `svcrack`
  Ran sipvicious(String tool, String... arguments) throws IOException, InterruptedException {
    var all =
        Stream.of(
                Stream.of("sipvicious." + tool, "-p", Integer.toString(port.port())),
                Stream.of("-x", "127.0.0.1"),
                Stream.of(arguments),
                Stream.of(port.host()))
            .flatMap(each -> each)
            .toList();
    return run(DebianTool.SIPVICIOUS.python(directory, "usr/share/sipvicious", all));
  }

  Ran sipsak(String user, String... arguments) throws IOException, InterruptedException {
    var all = Stream.concat(Stream.of(arguments), Stream.of("-vv", "-s", port.uri(user))).toList();
    return run(DebianTool.SIPSAK.command(directory, all));
  }

  private Ran run(ProcessBuilder builder) throws IOException, InterruptedException {
    var output = Files.createTempFile(directory, "attack", ".txt");
    builder.environment().put("HOME", directory.toString());
    var process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    boolean isOver = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    var text = Files.readString(output);
    assertThat(isOver).as("%s: %s", builder.command(), text).isTrue();
    return new Ran(process.exitValue(), text);
  }

  /// A file of words, one a line.
  Path words(List<String> words) throws IOException {
    return Files.write(Files.createTempFile(directory, "words", ".txt"), words);
  }
}
