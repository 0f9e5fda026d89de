package io.parley.server.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.server.rehearsal.Layout.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheKeyTest {
  private static final Instant BUILT = Instant.parse("2026-01-01T12:00:00.123456Z");

  @TempDir Path directory;
  private Path jdk;
  private Layout layout;

  @BeforeEach
  void lay() throws IOException {
    jdk = Files.createDirectory(directory.resolve("jdk"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
    layout = new Layout(Files.createDirectory(directory.resolve("dist")));
    Files.writeString(layout.options(), "# why\n-XX:+UseCompactObjectHeaders\n");
    for (var name : new String[] {"lib/b.jar", "lib/a-1.0.jar", "lib/B.jar", "s3/c.jar"})
      jar(name, "content of " + name);
  }

  private Path jar(String name, String content) throws IOException {
    var jar = layout.root().resolve(name);
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, content);
    return Files.setLastModifiedTime(jar, FileTime.from(BUILT));
  }

  @Test
  void the_launcher_builds_the_same_text() throws Exception {
    assertThat(asTheLauncherDoes().strip()).isEqualTo(key().strip());
  }

  /// The launcher's own function, extracted from the script.
  private String asTheLauncherDoes() throws IOException, InterruptedException {
    var script = Files.readString(Path.of("../parley"));
    int begin = script.indexOf("cache_key() {");
    var function = script.substring(begin, script.indexOf("\n}\n", begin) + 3);
    var process =
        new ProcessBuilder(
                "bash",
                "-c",
                function + "jdk=$1 dist=$2; LC_ALL=C cache_key",
                "bash",
                jdk.toString(),
                layout.root().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return text;
  }

  @Test
  void jdk_options_and_jars_change_the_key() throws IOException {
    var before = key();
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.4\"\n");
    assertThat(key()).isNotEqualTo(before);

    before = key();
    Files.writeString(layout.options(), "-XX:+UseZGC\n");
    assertThat(key()).isNotEqualTo(before);

    before = key();
    jar("lib/a-1.0.jar", "content of lib/a-1.0.jar, and more");
    assertThat(key()).isNotEqualTo(before);

    before = key();
    Files.setLastModifiedTime(
        jar("s3/c.jar", "content of s3/c.jar"), FileTime.from(BUILT.plusSeconds(1)));
    assertThat(key()).isNotEqualTo(before);

    before = key();
    jar("lib/d.jar", "");
    assertThat(key()).isNotEqualTo(before);
  }

  @Test
  void the_class_path_is_in_byte_order() throws IOException {
    assertThat(layout.jars(Part.SERVER))
        .extracting(jar -> jar.getFileName().toString())
        .containsExactly("B.jar", "a-1.0.jar", "b.jar");
  }

  private String key() throws IOException {
    return CacheKey.of(jdk, layout);
  }
}
