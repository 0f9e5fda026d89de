package io.parley.persistence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryFilesTest {
  private static boolean fits(String... mounts) {
    return MemoryFiles.isMemoryForPrograms(List.of(mounts));
  }

  @Test
  void a_memory_that_runs_programs_is_used() {
    assertThat(fits("/dev/vda / ext4 rw 0 0", "tmpfs /dev/shm tmpfs rw,relatime 0 0")).isTrue();
    assertThat(fits("shm /dev/shm tmpfs rw,nosuid,noexec,size=65536k 0 0")).isFalse();
    assertThat(fits("/dev/vda /dev/shm ext4 rw 0 0")).isFalse();
    assertThat(fits("/dev/vda / ext4 rw 0 0")).isFalse();
  }

  @Test
  void the_available_memory_is_read_in_bytes() {
    assertThat(MemoryFiles.available(List.of("MemTotal: 9 kB", "MemAvailable:      2 kB")))
        .isEqualTo(2_048);
    assertThat(MemoryFiles.available(List.of("MemTotal: 9 kB"))).isZero();
  }

  @Test
  void each_new_directory_is_another_one() throws IOException {
    var first = MemoryFiles.newDirectory("a-");
    var second = MemoryFiles.newDirectory("a-");
    assertThat(first).isEmptyDirectory().isNotEqualTo(second);
    assertThat(second).isEmptyDirectory();
    Files.delete(first);
    Files.delete(second);
  }
}
