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
import java.nio.charset.StandardCharsets;

/// The process: reads one file from standard input, writes one answer to standard output, and ends.
/// It also ends when its input is closed: its parent has ended then.
public final class ParserMain {
  private static final int FAILED = 70;

  private ParserMain() {}

  public static void main(String[] arguments) throws IOException {
    // a library that prints must not print into the answer
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    var out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    out.writeByte(Frames.READY);
    out.flush();
    var in = new DataInputStream(System.in);
    var request = Frames.readFile(in);
    Thread.ofPlatform().daemon().name("parent").start(() -> endWithParent(in));
    answer(request, out);
    // not an exit: a hook of a library might wait
    Runtime.getRuntime().halt(0);
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

  private static void endWithParent(InputStream in) {
    try {
      // the parent writes one file, and nothing after it
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // a broken pipe is an end too
      Runtime.getRuntime().halt(FAILED);
    }
    Runtime.getRuntime().halt(FAILED);
  }
}
