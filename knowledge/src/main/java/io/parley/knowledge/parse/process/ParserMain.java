package io.parley.knowledge.parse.process;

import io.parley.core.knowledge.Reading;
import io.parley.knowledge.parse.content.RefusedFile;
import io.parley.knowledge.parse.type.Formats;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// The process: reads one file from standard input, writes one answer to standard output, and ends.
/// It also ends when its input is closed: its parent has ended then.
public final class ParserMain {
  private static final int FAILED = 70;

  private ParserMain() {}

  /// @param arguments the process's own directory, which it removes when its parent has ended
  public static void main(String[] arguments) throws IOException {
    var directory = Path.of(arguments[0]);
    // a library that prints must not print into the answer
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    var out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    out.writeByte(Frames.READY);
    out.flush();
    var in = new DataInputStream(System.in);
    var request = read(in, directory);
    Thread.ofPlatform().daemon().name("parent").start(() -> endWithParent(in, directory));
    answer(request, out);
    // not an exit: a hook of a library might wait
    Runtime.getRuntime().halt(0);
  }

  private static Frames.Request read(DataInputStream in, Path directory) throws IOException {
    try {
      return Frames.readFile(in);
    } catch (IOException e) {
      end(directory);
      throw e;
    }
  }

  private static void answer(Frames.Request request, DataOutputStream out) throws IOException {
    try {
      Frames.writeContent(out, Formats.read(request.file(), request.limits()));
    } catch (RefusedFile refused) {
      Frames.writeRefusal(out, refused.asReading());
    } catch (LinkageError e) {
      Frames.writeRefusal(
          out,
          new Reading.Refused(
              Reading.Reason.DAMAGED,
              "it uses a part of its format that is not read (%s); expected: plain text, lists and"
                      .formatted(e.getClass().getSimpleName())
                  + " tables"));
    }
  }

  /// The parent writes one file, and nothing after it.
  private static void endWithParent(InputStream in, Path directory) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      end(directory); // a broken pipe is an end too
    }
    end(directory);
  }

  /// Nobody else removes this process's directory then.
  private static void end(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException | UncheckedIOException _) {
      Runtime.getRuntime().halt(FAILED); // it stays; nothing is left to report to
    }
    Runtime.getRuntime().halt(FAILED);
  }
}
