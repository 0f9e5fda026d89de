package io.parley.voice.testing;

import io.parley.outbound.testing.SystemCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/// A woman says where a loudspeaker stands: the recordings of Debian's `alsa-utils`, taken out of
/// the package without installing it.
public final class Recordings {
  private static final String PACKAGE = "alsa-utils";

  private Recordings() {}

  /// @param name such as `Front_Center`
  /// @return 16-bit samples of one channel at 48 kHz
  public static short[] samples(String name)
      throws IOException, InterruptedException, UnsupportedAudioFileException {
    var file = directory().resolve("usr/share/sounds/alsa").resolve(name + ".wav");
    try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
      var bytes = in.readAllBytes();
      var samples = new short[bytes.length / Short.BYTES];
      for (int i = 0; i < samples.length; i++)
        samples[i] = (short) ((bytes[2 * i] & 0xff) | (bytes[2 * i + 1] << 8));
      return samples;
    }
  }

  private static synchronized Path directory() throws IOException, InterruptedException {
    var place = LocalModels.root().resolve(PACKAGE);
    if (Files.isDirectory(place)) return place;
    Files.createDirectories(LocalModels.root());
    var beside = Files.createTempDirectory(LocalModels.root(), PACKAGE + "-");
    SystemCommand.run(beside, List.of("apt-get", "download", PACKAGE));
    try (var files = Files.list(beside)) {
      for (var file : files.filter(each -> each.toString().endsWith(".deb")).toList())
        SystemCommand.run(beside, List.of("dpkg-deb", "-x", file.toString(), beside.toString()));
    }
    return Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
  }
}
