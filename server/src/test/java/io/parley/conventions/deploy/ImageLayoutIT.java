package io.parley.conventions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.conventions.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files that the Dockerfile copies into the image suffice for the launcher: it neither builds
/// nor looks for sources, and the program starts.
class ImageLayoutIT {
  private static final String HOME = "/opt/parley/";

  @TempDir Path root;

  @Test
  void the_launcher_runs_from_the_files_in_the_image() throws IOException, InterruptedException {
    for (var copy : DockerfileText.read().last().of("COPY")) {
      // only calls need models
      if (copy.flag("from").equals("models")) continue;
      var words = copy.words();
      for (var source : words.subList(0, words.size() - 1)) {
        assertThat(source).startsWith(HOME);
        place(source.substring(HOME.length()));
      }
    }
    var builder =
        new ProcessBuilder(root.resolve("parley").toString(), "--version")
            .redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines().toList())
        .as("only the versions of Parley and Java, nothing about a build")
        .hasSize(2)
        .first()
        .isEqualTo("parley 0.1.0");
  }

  /// Links large directories instead of copying them: the launcher sees no difference.
  private void place(String path) throws IOException {
    var from = Repository.ROOT.resolve(path);
    var to = root.resolve(path);
    Files.createDirectories(to.getParent());
    if (Files.isDirectory(from)) Files.createSymbolicLink(to, from);
    else Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
