package io.parley.voice.testing;

import static org.awaitility.Awaitility.await;

import io.parley.voice.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// A program that stands still before it works, from when it is told to: to be killed there.
public final class HeldProgram {
  private final Path script;
  private final Path mark;
  private final Program program;

  private HeldProgram(Path script, Path mark, Program program) {
    this.script = script;
    this.mark = mark;
    this.program = program;
  }

  /// @param directory an empty one
  public static HeldProgram of(Program real, Path directory) throws IOException {
    var mark = directory.resolve("held");
    var script =
        Files.writeString(
            directory.resolve(real.file().getFileName()),
            """
            #!/bin/sh
            [ -e '%s' ] && kill -STOP $$
            exec '%s' "$@"
            """
                .formatted(mark, real.file()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return new HeldProgram(script, mark, new Program(script, real.environment()));
  }

  public Program program() {
    return program;
  }

  public void hold() throws IOException {
    Files.createFile(mark);
  }

  public void release() throws IOException {
    Files.delete(mark);
  }

  /// Its process, once there is one.
  public ProcessHandle running() {
    await().until(() -> processes().size() == 1);
    return processes().getFirst();
  }

  private List<ProcessHandle> processes() {
    return ProcessHandle.current()
        .children()
        .filter(
            child ->
                child
                    .info()
                    .arguments()
                    .filter(all -> List.of(all).contains(script.toString()))
                    .isPresent())
        .toList();
  }
}
