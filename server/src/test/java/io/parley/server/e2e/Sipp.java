package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.voice.testing.DebianTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A call of Debian's `sipp`, by a scenario of `src/test/resources/sip`, where its sound is
/// another's, or by one of its own.
final class Sipp {
  private static final Path SCENARIOS = Path.of("src/test/resources/sip").toAbsolutePath();
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path directory;

  private Sipp(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /// @param scenario its name; @param number that is dialled; @param caller the number of the
  ///   caller
  /// @param sound the port to which sound goes
  static Sipp start(String scenario, SipAddress to, String number, String caller, int sound)
      throws IOException, InterruptedException {
    return startFrom("127.0.0.1", scenario, to, number, caller, sound);
  }

  /// @param from the address of its signalling
  static Sipp startFrom(
      String from, String scenario, SipAddress to, String number, String caller, int sound)
      throws IOException, InterruptedException {
    return run(
        scenario,
        FreePort.find(),
        List.of(
            to.toString(),
            "-s",
            number,
            "-key",
            "caller",
            caller,
            "-key",
            "sound",
            Integer.toString(sound),
            "-i",
            from,
            "-mi",
            "127.0.0.1",
            "-m",
            "1"));
  }

  /// INVITEs of strangers, whose answers do not matter.
  static Sipp flood(SipAddress to, int perSecond, int seconds)
      throws IOException, InterruptedException {
    return run(
        "flood",
        FreePort.find(),
        List.of(
            to.toString(),
            "-s",
            "100",
            "-i",
            "127.0.0.1",
            "-r",
            Integer.toString(perSecond),
            "-m",
            Integer.toString(perSecond * seconds),
            "-l",
            Integer.toString(perSecond * seconds),
            "-deadcall_wait",
            "0",
            "-nd"));
  }

  /// Is called once.
  ///
  /// @param port of its signalling; @param sound the port to which sound goes
  static Sipp called(String scenario, int port, int sound)
      throws IOException, InterruptedException {
    return run(
        scenario,
        port,
        List.of(
            "-key",
            "sound",
            Integer.toString(sound),
            "-i",
            "127.0.0.1",
            "-mi",
            "127.0.0.1",
            "-m",
            "1"));
  }

  /// Calls once by a scenario of its own: `uac`, or `uac_pcap`, which sends recorded sound and keys
  /// and for that must be root's.
  static Sipp standard(String scenario, SipAddress to, String number)
      throws IOException, InterruptedException {
    return run(
        List.of("-sn", scenario),
        FreePort.find(),
        List.of(
            to.toString(),
            "-s",
            number,
            "-d",
            "2000",
            "-i",
            "127.0.0.1",
            "-mi",
            "127.0.0.1",
            "-m",
            "1"));
  }

  /// Is called once, by its own scenario `uas`.
  static Sipp standardCalled(int port) throws IOException, InterruptedException {
    return run(
        List.of("-sn", "uas"), port, List.of("-i", "127.0.0.1", "-mi", "127.0.0.1", "-m", "1"));
  }

  private static Sipp run(String scenario, int port, List<String> more)
      throws IOException, InterruptedException {
    return run(List.of("-sf", SCENARIOS.resolve(scenario + ".xml").toString()), port, more);
  }

  private static Sipp run(List<String> scenario, int port, List<String> more)
      throws IOException, InterruptedException {
    var directory = Files.createTempDirectory("parley-sipp-");
    Files.createSymbolicLink(
        directory.resolve("pcap"), DebianTool.SIPP.root().resolve("usr/share/sip-tester"));
    var arguments = new ArrayList<>(scenario);
    arguments.addAll(more);
    arguments.addAll(
        List.of(
            "-p",
            Integer.toString(port),
            "-nostdin",
            "-trace_err",
            "-error_file",
            "errors",
            "-timeout",
            PATIENCE_SECONDS + "s",
            "-timeout_error"));
    var process =
        DebianTool.SIPP
            .command(directory, arguments)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    return new Sipp(process, directory);
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /// Waits until the scenario is over; everything must have come as it says.
  void awaitSuccess() throws IOException, InterruptedException {
    boolean isOver = process.waitFor(2 * PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(isOver && process.exitValue() == 0)
        .as("sipp: %s%s", read("output"), read("errors"))
        .isTrue();
  }

  /// The telephone is gone, without a word.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  private String read(String file) throws IOException {
    var path = directory.resolve(file);
    return Files.exists(path) ? Files.readString(path) : "";
  }
}
