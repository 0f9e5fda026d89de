package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftLibrariesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path temporary;

  private Path unpacked(String name, Duration ago) throws IOException {
    var directory = Files.createDirectory(temporary.resolve(name));
    Files.writeString(directory.resolve("libonnxruntime.so"), "library");
    Files.setLastModifiedTime(directory, FileTime.from(NOW.minus(ago)));
    return directory;
  }

  @Test
  void libraries_of_killed_processes_are_removed_and_those_in_use_are_kept() throws IOException {
    var left = unpacked("onnxruntime-java1", Duration.ofHours(1));
    var fresh = unpacked("onnxruntime-java2", Duration.ofMinutes(1));
    var used = unpacked("onnxruntime-java3", Duration.ofHours(1));
    var another = unpacked("somebody-else", Duration.ofHours(1));
    var processes = Files.createDirectory(temporary.resolve("proc"));
    var maps = Files.createDirectory(processes.resolve("4711")).resolve("maps");
    Files.writeString(maps, "7f00-7f01 r-xp 0 08:01 9 " + used + "/libonnxruntime.so\n");
    Files.createDirectory(processes.resolve("4712"));

    new LeftLibraries(temporary, processes).remove(NOW);
    assertThat(left).doesNotExist();
    assertThat(fresh).exists();
    assertThat(used).exists();
    assertThat(another).exists();
  }

  @Test
  void the_system_tells_which_libraries_are_in_use() throws IOException {
    var used = unpacked("onnxruntime-java4", Duration.ofHours(1));
    try (var channel = FileChannel.open(used.resolve("libonnxruntime.so"))) {
      var memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      new LeftLibraries(temporary, Path.of("/proc")).remove(NOW);
      assertThat(used).exists();
      assertThat(memory.get()).isEqualTo((byte) 'l');
    }
  }
}
