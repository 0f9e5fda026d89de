package io.parley.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The one pair of keys that opens this server.
record S3Keys(String access, String secret) {
  private static final int LINE_BYTES_MAX = 1024;
  private static final Pattern LINE = Pattern.compile("(\\S+) (\\S+)");

  /// Reads the first line, `ACCESS_KEY SECRET_KEY`, and not one byte more.
  static S3Keys read(InputStream in) throws S3Failure {
    var pair = LINE.matcher(line(in));
    if (!pair.matches()) {
      throw new S3Failure("no keys on standard input (expected: one line, ACCESS_KEY SECRET_KEY)");
    }
    return new S3Keys(pair.group(1), pair.group(2));
  }

  private static String line(InputStream in) throws S3Failure {
    var line = new ByteArrayOutputStream();
    try {
      for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
        if (line.size() == LINE_BYTES_MAX) {
          throw new S3Failure("the line with the keys is too long (expected: at most 1024 bytes)");
        }
        line.write(b);
      }
    } catch (IOException e) {
      throw new S3Failure("standard input cannot be read: " + e.getMessage(), e);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "S3Keys[access=" + access + ", secret=(not shown)]";
  }
}
