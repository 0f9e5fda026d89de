package io.parley.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Arrays;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The program: serves one directory over the S3 protocol (signature version 4) until its standard
/// input closes. The package's description tells how it talks with its parent.
public final class S3Server {
  private static final Logger LOG = LoggerFactory.getLogger(S3Server.class);

  /// The most bytes of a signed request in memory while its signature is checked. Clients send more
  /// in parts.
  private static final long UNCHUNKED_BYTES_MAX = 32L << 20;

  private static final int THREADS_MAX = 32;

  private static final int EXIT_FAILED = 2;

  private S3Server() {}

  /// Exit codes: 0 when told to end, 2 when it could not start.
  public static void main(String[] args) {
    System.exit(run(args, System.in, System.out, System.err));
  }

  private static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    try {
      var settings = S3Settings.parse(Arrays.asList(args));
      var server = start(settings, S3Keys.read(in));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "s3-stop"));
      out.println("s3-listening " + server.getPort());
      awaitEnd(in);
      return 0;
    } catch (S3Failure failure) {
      err.println("s3-failed " + failure.getMessage());
      return EXIT_FAILED;
    }
  }

  private static S3Proxy start(S3Settings settings, S3Keys keys) throws S3Failure {
    try {
      Files.createDirectories(settings.directory());
    } catch (FileSystemException e) {
      throw new S3Failure(
          "cannot use the directory %s for objects: %s (expected: a directory that can be written)"
              .formatted(
                  settings.directory(), e.getReason() == null ? "not a directory" : e.getReason()),
          e);
    } catch (IOException e) {
      throw new S3Failure("cannot use the directory " + settings.directory() + ": " + e, e);
    }
    var files = new FilesystemNio2BlobStore(settings.directory().toString());
    var server =
        S3Proxy.builder()
            .blobStore(new DurableBlobStore(files, settings.directory()))
            .endpoint(URI.create("http://%s:%d".formatted(settings.host(), settings.port())))
            .awsAuthentication(AuthenticationType.AWS_V4, keys.access(), keys.secret())
            .v4MaxNonChunkedRequestSize(UNCHUNKED_BYTES_MAX)
            .jettyMaxThreads(THREADS_MAX)
            // at once: the parent has drained or is dead, and a cut write leaves nothing behind
            .stopTimeout(0)
            .build();
    listen(server, settings);
    return server;
  }

  @SuppressWarnings(
      "PMD.AvoidCatchingGenericException") // the library's own signature says Exception
  private static void listen(S3Proxy server, S3Settings settings) throws S3Failure {
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      var where = "port %d on %s".formatted(settings.port(), settings.host());
      throw e.getCause() instanceof BindException || e instanceof BindException
          ? new S3Failure(
              where + " is in use by another program (expected: a free port, or 0 for any)", e)
          : new S3Failure("cannot listen on " + where + ": " + e, e);
    }
  }

  private static void stop(S3Proxy server) {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("stopped, but not in order", e);
    }
  }

  /// Returns when the parent closed our standard input, or is no more.
  private static void awaitEnd(InputStream in) {
    try {
      in.transferTo(PrintStream.nullOutputStream());
    } catch (IOException e) {
      LOG.warn("standard input cannot be read any more: the parent is taken for gone", e);
    }
  }
}
