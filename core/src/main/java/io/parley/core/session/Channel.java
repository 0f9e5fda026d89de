package io.parley.core.session;

import java.util.regex.Pattern;

/// How words reached the session, such as `web`, `api`, `voice` or `phone`.
public record Channel(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,32}");

  public static final Channel WEB = new Channel("web");

  /// Spoken, in a call.
  public static final Channel VOICE = new Channel("voice");

  /// On a telephone: spoken, or by its keys.
  public static final Channel PHONE = new Channel("phone");

  public Channel {
    if (!FORM.matcher(value).matches())
      throw new IllegalArgumentException("channel of another form (expected: " + FORM + ")");
  }
}
