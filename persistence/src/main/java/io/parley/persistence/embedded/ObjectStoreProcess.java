package io.parley.persistence.embedded;

import io.parley.persistence.embedded.StartFailure.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of the object store's program, `io.parley.s3.S3Server`. Its package documents the
/// protocol: keys go in on the first line, `s3-listening PORT` or `s3-failed SENTENCE` comes out,
/// and it ends when its input closes. The system closes that too when this JVM is killed.
final class ObjectStoreProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectStoreProcess.class);
  private static final String LISTENING = "s3-listening ";
  private static final String FAILED = "s3-failed ";

  private final Process process;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  /// Used only by the reading thread.
  private String lastLine = "none";

  private ObjectStoreProcess(Process process) {
    this.process = process;
  }

  /// Starts it and waits until it listens.
  static ObjectStoreProcess start(List<String> command, ObjectStoreKeys keys, Duration timeout) {
    try {
      var started = new ObjectStoreProcess(OwnSession.of(command).start());
      // not a virtual thread: reading from a pipe blocks the carrier, and there are only as many as
      // processors. With two stores on two processors, or one on one, no virtual thread would run
      Thread.ofPlatform().daemon().name("object-store-output").start(started::readOutput);
      return started.ready(keys, timeout);
    } catch (IOException e) {
      throw new StartFailure(
          Kind.UNSUPPORTED_SYSTEM,
          "the object store cannot be run: %s (expected: Linux with setsid)"
              .formatted(e.getMessage()),
          e);
    }
  }

  private ObjectStoreProcess ready(ObjectStoreKeys keys, Duration timeout) {
    boolean ready = false;
    try {
      tell(keys);
      port.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).join();
      ready = true;
      return this;
    } catch (CompletionException e) {
      if (e.getCause() instanceof StartFailure failure) throw failure;
      throw new StartFailure(
          Kind.NOT_UP,
          "the object store does not listen yet (expected: within %d s)"
              .formatted(timeout.toSeconds()),
          e);
    } finally {
      if (!ready) process.destroyForcibly();
    }
  }

  private void tell(ObjectStoreKeys keys) {
    var line = keys.accessKey() + " " + keys.secretKey() + "\n";
    try {
      process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // it ended at once; its output gives the reason
      LOG.debug("the object store does not take its keys", e);
    }
  }

  /// Reads all its output, so that it never blocks on a full pipe.
  private void readOutput() {
    try (var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) read(line);
    } catch (IOException e) {
      LOG.debug("the object store's output cannot be read any more", e);
    }
    port.completeExceptionally(
        new StartFailure(
            Kind.NOT_UP,
            "the object store ended before it listened; its last output: " + lastLine));
  }

  private void read(String line) {
    lastLine = line;
    if (line.startsWith(LISTENING)) {
      port.complete(Integer.valueOf(line.substring(LISTENING.length())));
    } else if (line.startsWith(FAILED)) {
      var sentence = "the object store cannot start: " + line.substring(FAILED.length());
      port.completeExceptionally(new StartFailure(kind(sentence), sentence));
    } else {
      LOG.debug("object store: {}", line);
    }
  }

  private static Kind kind(String sentence) {
    return sentence.contains("in use") ? Kind.PORT_IN_USE : Kind.NOT_UP;
  }

  int port() {
    return port.join();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  CompletionStage<?> ended() {
    return process.onExit();
  }

  /// Asks it to end and waits; after the timeout it is killed, which its atomic writes survive.
  void stop(Duration timeout) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("the object store's input was closed already", e);
    }
    if (!ended(timeout)) {
      LOG.warn("the object store, process {}, did not end; it is killed", process.pid());
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  private boolean ended(Duration timeout) {
    return process
        .onExit()
        .thenApply(_ -> true)
        .completeOnTimeout(false, timeout.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }
}
