package io.parley.core.limit;

import java.util.Locale;

/// Every limit at which somebody is refused, of whichever protocol. The names are labels of
/// `parley_refusals_total`, and stay.
public enum Limit {
  /// `parley.http.connections.max`, `parley.management.connections-max`.
  CONNECTIONS("this server has as many connections as it can carry"),
  /// `parley.http.connections.per-address-max`.
  CONNECTIONS_PER_ADDRESS("too many connections come from this address"),
  /// What one block of addresses may have of `parley.http.connections.max`.
  CONNECTIONS_PER_BLOCK("too many connections come from this network"),
  /// Connections that waited for their next request and gave way to new ones.
  CONNECTIONS_IDLE("the connection was idle while others waited for one"),
  /// `parley.http.connections.header-timeout`.
  HEADER_TIME("the request's header was too slow in coming"),
  /// `parley.http.readers.max`.
  READERS("this server has as many readers as it can carry"),
  /// `parley.http.readers.per-address-max`.
  READERS_PER_ADDRESS("too many readers come from this address"),
  /// What one block of addresses may have of `parley.http.readers.max`.
  READERS_PER_BLOCK("too many readers come from this network"),
  /// `parley.http.readers.per-tenant-max`.
  READERS_PER_TENANT("this company has as many readers as it may"),
  /// `parley.http.load.commands-max`.
  COMMANDS("too much is under way"),
  /// `parley.http.load.sessions-awake-max`.
  SESSIONS_AWAKE("as many sessions are awake as this server can carry"),
  /// `parley.http.start.per-address`.
  STARTS_PER_ADDRESS("too many sessions are started from this address"),
  /// `parley.http.start.per-block`, or the share of a block of what all strangers may start.
  STARTS_PER_BLOCK("too many sessions are started from this network"),
  /// `parley.http.visitors.messages-per-address` and `messages-per-block`.
  MESSAGES("too many messages come from this visitor"),
  /// `parley.http.visitors.bytes-per-address` and `bytes-per-block`.
  MESSAGE_BYTES("too much text comes from this visitor"),
  /// `parley.voice.calls-max`.
  CALLS("this server has as many calls as it may have"),
  /// `parley.http.visitors.calls-per-address-max`.
  CALLS_PER_ADDRESS("too many calls come from this address"),
  /// What one block of addresses may have of `parley.voice.calls-max`.
  CALLS_PER_BLOCK("too many calls come from this network"),
  /// `parley.http.visitors.challenge`.
  CHALLENGE("a proof of work is asked for"),
  /// `parley.http.start.per-tenant`.
  STARTS_PER_TENANT("too many sessions are started"),
  /// `parley.tokens.guesses`.
  WRONG_TOKENS("too many wrong tokens came from this address");

  private final String sentence;

  Limit(String sentence) {
    this.sentence = sentence;
  }

  /// For people; says nothing of who else is there.
  public String sentence() {
    return sentence;
  }

  /// Of metrics.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
