package io.parley.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The commands of the first section of `docs/TELEPHONY.md`, as a person pastes them.
///
/// @param commands from a fresh machine to a call, one a line, without their comments
/// @param files the block for a machine without a headset
record TelephonyPage(List<String> commands, String files) {
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^### A ringing call in ten minutes$(.*?)^##");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\R(.*?)^```$");
  private static final Pattern COMMENT = Pattern.compile("\\s+# .*");

  static TelephonyPage read() throws IOException {
    var section = SECTION.matcher(Files.readString(Path.of("../docs/TELEPHONY.md")));
    assertThat(section.find()).isTrue();
    var blocks = BLOCK.matcher(section.group(1)).results().map(found -> found.group(1)).toList();
    assertThat(blocks).hasSize(2);
    return new TelephonyPage(
        blocks.getFirst().lines().map(line -> COMMENT.matcher(line).replaceFirst("")).toList(),
        blocks.getLast());
  }

  /// The command that calls.
  String call() {
    return commands.getLast();
  }
}
