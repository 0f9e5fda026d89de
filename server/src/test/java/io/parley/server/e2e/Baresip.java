package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.outbound.testing.SystemCommand;
import io.parley.voice.testing.DebianTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A telephone: Debian's `baresip`, whose microphone is a file, and which records what it hears.
/// Its keys are those of its terminal.
final class Baresip implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  /// Bytes of a recording before its samples.
  private static final int HEADER = 44;

  /// Where the header has the number of channels, and the rate in Hz.
  private static final int CHANNELS_AT = 22;

  private static final int RATE_AT = 24;

  private static final int LOUD = 1_000;

  /// Of its sound, in Hz: that of G.711.
  static final int RATE = 8_000;

  private final Process process;
  private final Path directory;

  private Baresip(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /// Begins a call as a person does who has installed `baresip`, and pastes commands into a shell.
  ///
  /// @param home the person's directory, with the files that the commands name
  /// @param before commands to their end; @param call the command that calls
  static Baresip pasted(Path home, String before, String call)
      throws IOException, InterruptedException {
    var unpacked = DebianTool.BARESIP.command(home, List.of());
    var program = Files.createDirectory(home.resolve("bin")).resolve("baresip");
    Files.writeString(
        program,
        """
        #!/bin/sh
        # not installed, its modules are elsewhere; and it asks the system for the home directory
        settings="$HOME/.baresip/config"
        test ! -f "$settings" || sed -i 's#^.*module_path.*#module_path %s/usr/lib/baresip/modules#' "$settings"
        LD_LIBRARY_PATH=%s exec %s -f "$HOME/.baresip" "$@"
        """
            .formatted(
                DebianTool.BARESIP.root(),
                unpacked.environment().get("LD_LIBRARY_PATH"),
                unpacked.command().getFirst()));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    SystemCommand.run(home, shell(home, before));
    return start(new ProcessBuilder(shell(home, call)).directory(home.toFile()), home);
  }

  private static List<String> shell(Path home, String commands) {
    return List.of(
        "env",
        "HOME=" + home,
        "PATH=%s:%s".formatted(home.resolve("bin"), System.getenv("PATH")),
        "bash",
        "-euc",
        commands);
  }

  /// Registers with an account, and begins a call in Opus, encrypted by keys of its description.
  ///
  /// @param directory for its files, empty; @param microphone a WAV file of [#RATE]
  /// @param at where it registers
  static Baresip callEncrypted(Path directory, Path microphone, SipAddress at, String uri)
      throws IOException, InterruptedException {
    return call(directory, microphone, uri, at.toString());
  }

  /// The same over TLS, to the default agent. Release 1.0 checks no certificate.
  static Baresip callOverTls(Path directory, Path microphone, SipAddress at)
      throws IOException, InterruptedException {
    var transport = ";transport=tls";
    return call(directory, microphone, at.uri("parley") + transport, at + transport);
  }

  private static Baresip call(Path directory, Path microphone, String uri, String registrar)
      throws IOException, InterruptedException {
    var root = DebianTool.BARESIP.root();
    Files.writeString(
        directory.resolve("config"),
        """
        module_path %s/usr/lib/baresip/modules
        audio_path %s/usr/share/baresip
        sip_listen 127.0.0.1:0
        net_interface 127.0.0.1
        audio_source aufile,%s
        ausrc_srate 8000
        ausrc_channels 1
        audio_player aubridge,ear
        audio_alert aubridge,bell
        snd_path %s
        module stdio.so
        module g711.so
        module opus.so
        module srtp.so
        module account.so
        module contact.so
        module menu.so
        module aufile.so
        module sndfile.so
        module aubridge.so
        """
            .formatted(root, root, microphone, directory));
    Files.writeString(
        directory.resolve("accounts"),
        "<sip:tester@%s>;regint=60;auth_user=tester;auth_pass=tester-of-telephones;mediaenc=srtp-mand;audio_codecs=opus/48000/2\n"
            .formatted(registrar));
    Files.createFile(directory.resolve("contacts"));
    return start(
        DebianTool.BARESIP.command(
            directory, List.of("-f", directory.toString(), "-e", "/dial " + uri)),
        directory);
  }

  private static Baresip start(ProcessBuilder command, Path directory) throws IOException {
    var output = directory.resolve("output").toFile();
    return new Baresip(command.redirectErrorStream(true).redirectOutput(output).start(), directory);
  }

  void press(char key) throws IOException {
    var keyboard = process.getOutputStream();
    keyboard.write(key);
    keyboard.flush();
  }

  /// Hangs up, and ends.
  void hangUp() throws IOException, InterruptedException {
    press('b');
    // its end writes the length of the recording
    press('q');
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", this).isTrue();
  }

  /// Whether the call was answered.
  boolean isEstablished() throws IOException {
    return output().contains("Call established");
  }

  /// Whether the sound is encrypted, and in Opus both ways.
  boolean isEncryptedOpus() throws IOException {
    var said = output();
    return said.contains("SRTP is Enabled")
        && said.contains("audio encoder: opus")
        && said.contains("audio decoder: opus");
  }

  /// Whether it has heard anything but silence so far.
  boolean hears() throws IOException {
    var heard = ByteBuffer.wrap(Files.readAllBytes(recording())).order(ByteOrder.LITTLE_ENDIAN);
    heard.position(Math.min(HEADER, heard.limit()));
    while (heard.remaining() >= Short.BYTES) if (Math.abs(heard.getShort()) > LOUD) return true;
    return false;
  }

  /// Whether it has heard something, and then nothing for two seconds: words have no such pauses.
  boolean hasHeardOut() throws IOException {
    var heard = ByteBuffer.wrap(Files.readAllBytes(recording())).order(ByteOrder.LITTLE_ENDIAN);
    if (heard.limit() < HEADER) return false;
    long second = (long) heard.getShort(CHANNELS_AT) * heard.getInt(RATE_AT);
    boolean hasHeard = false;
    long quiet = 0;
    heard.position(HEADER);
    while (heard.remaining() >= Short.BYTES) {
      boolean isLoud = Math.abs(heard.getShort()) > LOUD;
      hasHeard |= isLoud;
      quiet = isLoud ? 0 : quiet + 1;
    }
    return hasHeard && quiet >= 2 * second;
  }

  /// The sound that it heard in its first call; whole once that is over. Names begin with times.
  Path recording() throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith("-dec.wav"))
          .min(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("output"));
  }

  @Override
  public String toString() {
    try {
      return "baresip: " + output();
    } catch (IOException e) {
      return "baresip without output: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
