package io.parley.persistence.archive;

import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/// The path of a session's archive: `tenant/yyyy/mm/dd/session/`, by the day of its end in UTC.
record ArchivePath(String ref, SessionKey key) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd").withZone(ZoneOffset.UTC);

  private static final Pattern FORM =
      Pattern.compile("([a-z0-9-]{1,32})/\\d{4}/\\d{2}/\\d{2}/([A-Za-z0-9._-]{1,64})/");

  static ArchivePath of(SessionKey key, Instant endedAt) {
    return new ArchivePath(
        "%s/%s/%s/".formatted(key.tenant(), DAY.format(endedAt), key.session()), key);
  }

  /// @throws ArchiveFailure when `ref` is not such a path
  static ArchivePath parse(String ref) {
    var match = FORM.matcher(ref);
    if (!match.matches())
      throw new ArchiveFailure(
          ArchiveFailure.Category.NOT_FOUND,
          "malformed archive reference (expected: tenant/yyyy/mm/dd/session/)");
    return new ArchivePath(
        ref, new SessionKey(new TenantId(match.group(1)), new SessionId(match.group(2))));
  }

  String events() {
    return ref + "events.ndjson.gz";
  }

  String manifest() {
    return ref + "manifest.json";
  }
}
