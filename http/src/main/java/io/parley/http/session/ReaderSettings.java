package io.parley.http.session;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import java.time.Duration;

/// Limits on readers: `parley.http.readers`.
///
/// @param max open WebSockets and event streams of this node; @param perAddressMax of one address;
/// @param perTenantMax of one tenant
/// @param pageDefault events of one answer without a `limit`; @param pageMax the most
/// @param keepAlive how often a quiet event stream sends a comment
/// @param endedLinger how long readers of an ended session wait for its archive
/// @param replyWithin how long a call of the MCP server waits for a reply or a human
/// @param reconnectAfter when readers should come back after this node drains
public record ReaderSettings(
    int max,
    int perAddressMax,
    int perTenantMax,
    int pageDefault,
    int pageMax,
    Duration keepAlive,
    Duration endedLinger,
    Duration replyWithin,
    Duration reconnectAfter) {
  public ReaderSettings {
    Expect.positive("parley.http.readers.max", max);
    Expect.positive("parley.http.readers.per-address-max", perAddressMax);
    Expect.positive("parley.http.readers.per-tenant-max", perTenantMax);
    Expect.positive("parley.http.readers.page-max", pageMax);
    Expect.between("parley.http.readers.page-default", pageDefault, 1, pageMax);
    Expect.positive("parley.http.readers.keep-alive", keepAlive);
    Expect.positive("parley.http.readers.ended-linger", endedLinger);
    Expect.positive("parley.http.readers.reply-within", replyWithin);
    Expect.positive("parley.http.readers.reconnect-after", reconnectAfter);
  }

  static ReaderSettings from(Config readers) {
    return new ReaderSettings(
        readers.getInt("max"),
        readers.getInt("per-address-max"),
        readers.getInt("per-tenant-max"),
        readers.getInt("page-default"),
        readers.getInt("page-max"),
        readers.getDuration("keep-alive"),
        readers.getDuration("ended-linger"),
        readers.getDuration("reply-within"),
        readers.getDuration("reconnect-after"));
  }
}
