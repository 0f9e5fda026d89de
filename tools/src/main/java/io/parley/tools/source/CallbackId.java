package io.parley.tools.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a call in the address of its callback: every node finds the call by it, and no table
/// holds it. A session's id has 128 random bits; the name alone grants nothing.
public record CallbackId(String tool, SessionKey session, String call) {
  private static final int TEXT_MAX = 400;
  private static final Pattern FORM =
      Pattern.compile(
          """
          ([A-Za-z0-9._-]{1,128})
          ([a-z0-9-]{1,32})
          ([A-Za-z0-9._-]{1,64})
          ([0-9]{1,9}[.][0-9]{1,9})\
          """);

  /// For an address.
  public String text() {
    var plain = String.join("\n", tool, session.tenant().value(), session.session().value(), call);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
  }

  /// Empty if it is none.
  public static Optional<CallbackId> parse(String text) {
    if (text.length() > TEXT_MAX) return Optional.empty();
    try {
      var form = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), UTF_8));
      if (!form.matches()) return Optional.empty();
      var session = new SessionKey(new TenantId(form.group(2)), new SessionId(form.group(3)));
      var id = new CallbackId(form.group(1), session, form.group(4));
      // of the ways to write the same bytes, one counts
      return Optional.of(id).filter(read -> read.text().equals(text));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
