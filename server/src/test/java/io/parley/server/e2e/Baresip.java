package io.parley.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.voice.testing.DebianTool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A telephone: Debian's `baresip`, whose microphone is a file, and which records what it hears.
final class Baresip implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 30;

  /// Bytes of a recording before its samples.
  private static final int HEADER = 44;

  private static final int LOUD = 1_000;

  /// Of its sound, in Hz: that of G.711.
  static final int RATE = 8_000;

  private final Process process;
  private final Path directory;
  private final int control;

  private Baresip(Process process, Path directory, int control) {
    this.process = process;
    this.directory = directory;
    this.control = control;
  }

  /// Begins a call in plain G.711.
  ///
  /// @param directory for its files, empty; @param microphone a WAV file of [#RATE]
  static Baresip call(Path directory, Path microphone, String uri)
      throws IOException, InterruptedException {
    return call(
        directory, microphone, uri, "<sip:tester@127.0.0.1>;regint=0;audio_codecs=PCMU/8000/1");
  }

  /// Registers with an account, and begins a call in Opus, encrypted by keys of its description.
  ///
  /// @param at where it registers
  static Baresip callEncrypted(Path directory, Path microphone, SipAddress at, String uri)
      throws IOException, InterruptedException {
    return call(
        directory,
        microphone,
        uri,
        "<sip:tester@%s>;regint=60;auth_user=tester;auth_pass=tester-of-telephones;mediaenc=srtp-mand;audio_codecs=opus/48000/2"
            .formatted(at));
  }

  private static Baresip call(Path directory, Path microphone, String uri, String account)
      throws IOException, InterruptedException {
    var root = DebianTool.BARESIP.root();
    int control = FreePort.find();
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
        ctrl_tcp_listen 127.0.0.1:%d
        module g711.so
        module opus.so
        module srtp.so
        module account.so
        module contact.so
        module menu.so
        module aufile.so
        module sndfile.so
        module aubridge.so
        module ctrl_tcp.so
        """
            .formatted(root, root, microphone, directory, control));
    Files.writeString(directory.resolve("accounts"), account + "\n");
    Files.createFile(directory.resolve("contacts"));
    var process =
        DebianTool.BARESIP
            .command(directory, List.of("-f", directory.toString(), "-e", "/dial " + uri))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    return new Baresip(process, directory, control);
  }

  void press(char key) throws IOException {
    command("sndcode", Character.toString(key));
  }

  /// Hangs up, and ends.
  void hangUp() throws IOException, InterruptedException {
    command("hangup", "");
    // its end writes the length of the recording
    command("quit", "");
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("%s", this).isTrue();
  }

  /// JSON as a netstring; an answer shows that it was taken.
  private void command(String name, String params) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), control)) {
      var json = JSON.writeValueAsString(Map.of("command", name, "params", params));
      socket.getOutputStream().write((json.length() + ":" + json + ",").getBytes(UTF_8));
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      assertThat(socket.getInputStream().read()).as("%s", this).isPositive();
    }
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

  /// What was heard; whole once it has hung up.
  Path recording() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith("-dec.wav")).findFirst().orElseThrow();
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
