package io.parley.voice.models;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;

/// Downloads a file, and continues after an interruption: `Range` of RFC 9110, 14.2. A server that
/// knows no ranges sends all of it once more.
final class Download {
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 4;
  private static final int BUFFER = 64 << 10;

  private final URI address;
  private final Path part;
  private final long bytesMax;
  private final LongConsumer progress;

  /// @param part the file so far; may not exist
  /// @param bytesMax the most that is ever written
  /// @param progress receives the number of bytes so far
  Download(URI address, Path part, long bytesMax, LongConsumer progress) {
    this.address = address;
    this.part = part;
    this.bytesMax = bytesMax;
    this.progress = progress;
  }

  /// Blocks until the file is complete, and retries after an interruption.
  ///
  /// @throws IOException when retries fail; the part so far is kept
  void run() throws IOException, InterruptedException {
    try (var http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      for (int attempt = 1; size() < bytesMax; attempt++) {
        try {
          attempt(http);
        } catch (IOException e) {
          if (attempt == ATTEMPTS) throw e;
        }
      }
    }
  }

  private void attempt(HttpClient http) throws IOException, InterruptedException {
    long here = size();
    var request = HttpRequest.newBuilder(address);
    if (here > 0) request.header("Range", "bytes=" + here + "-");
    var response = http.send(request.build(), BodyHandlers.ofInputStream());
    try (var body = response.body()) {
      switch (response.statusCode()) {
        case 200 -> take(body, 0);
        case 206 -> take(body, continuing(response, here));
        default ->
            throw new IOException(
                "%s answers %d (expected: 200 or 206)"
                    .formatted(address.getHost(), response.statusCode()));
      }
    }
  }

  /// A range that begins elsewhere would corrupt the file.
  private static long continuing(HttpResponse<?> response, long here) throws IOException {
    var range = response.headers().firstValue("Content-Range").orElse("");
    if (!range.startsWith("bytes " + here + "-"))
      throw new IOException(
          "the server sent the range %s (expected: from byte %d on)".formatted(range, here));
    return here;
  }

  private void take(InputStream body, long from) throws IOException {
    var buffer = new byte[BUFFER];
    long here = from;
    try (var file =
        Files.newOutputStream(part, CREATE, WRITE, from == 0 ? TRUNCATE_EXISTING : APPEND)) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        here += read;
        if (here > bytesMax)
          throw new IOException(
              "the server sent more than the expected %d bytes".formatted(bytesMax));
        file.write(buffer, 0, read);
        progress.accept(here);
      }
    }
    if (here < bytesMax)
      throw new IOException("the download stopped after %d of %d bytes".formatted(here, bytesMax));
  }

  private long size() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }
}
