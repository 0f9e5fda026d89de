package io.parley.core.limit;

import io.parley.core.text.ConstantWord;

/// All limits that cause refusals, in every protocol. The names are labels of
/// `parley_refusals_total` and must not change.
public enum Limit {
  /// `parley.http.connections.max`, `parley.management.connections-max`.
  CONNECTIONS("this server has reached its limit of connections"),
  /// `parley.http.connections.per-address-max`.
  CONNECTIONS_PER_ADDRESS("too many connections come from this address"),
  /// The share of one block of addresses in `parley.http.connections.max`.
  CONNECTIONS_PER_BLOCK("too many connections come from this network"),
  /// Idle connections that were closed in favour of new ones.
  CONNECTIONS_IDLE("the connection was idle while others waited for one"),
  /// `parley.http.connections.header-timeout`.
  HEADER_TIME("the request's header arrived too slowly"),
  /// `parley.http.readers.max`.
  READERS("this server has reached its limit of readers"),
  /// `parley.http.readers.per-address-max`.
  READERS_PER_ADDRESS("too many readers come from this address"),
  /// The share of one block of addresses in `parley.http.readers.max`.
  READERS_PER_BLOCK("too many readers come from this network"),
  /// `parley.http.readers.per-tenant-max`.
  READERS_PER_TENANT("this company has reached its limit of readers"),
  /// `parley.http.load.commands-max`.
  COMMANDS("this server has too many commands under way"),
  /// The share of one organisation in `parley.http.load.commands-max`, while others want some.
  COMMANDS_PER_TENANT("this company has too many commands under way"),
  /// `parley.http.load.sessions-awake-max`.
  SESSIONS_AWAKE("this server has reached its limit of sessions awake"),
  /// `parley.http.start.per-address`.
  STARTS_PER_ADDRESS("too many sessions were started from this address"),
  /// `parley.http.start.per-block`, or the share of one block of addresses in the starts of all
  /// visitors.
  STARTS_PER_BLOCK("too many sessions were started from this network"),
  /// `parley.http.visitors.messages-per-address` and `messages-per-block`.
  MESSAGES("too many messages come from this visitor"),
  /// `parley.http.visitors.bytes-per-address` and `bytes-per-block`.
  MESSAGE_BYTES("too much text comes from this visitor"),
  /// `parley.voice.calls-max`, or `parley.voice.load` before that.
  CALLS("this server has reached its limit of calls"),
  /// `parley.http.visitors.calls-per-address-max`.
  CALLS_PER_ADDRESS("too many calls come from this address"),
  /// The share of one block of addresses in `parley.voice.calls-max`.
  CALLS_PER_BLOCK("too many calls come from this network"),
  /// The organisation's quota of sessions; those that follow are of turns, tokens, uploads, calls.
  ORGANISATION_SESSIONS("this company has started too many sessions"),
  ORGANISATION_TURNS("this company has too many turns"),
  ORGANISATION_TOKENS("this company has used too many tokens"),
  ORGANISATION_UPLOADS("this company has uploaded too much"),
  ORGANISATION_CALLS("this company has too many calls"),
  /// The organisation is suspended or being deleted.
  ORGANISATION_STOPPED("this company is not served"),
  /// `parley.http.visitors.challenge`.
  CHALLENGE("a proof of work is required"),
  /// `parley.http.start.per-tenant`.
  STARTS_PER_TENANT("too many sessions were started"),
  /// `parley.http.accounts.mails-per-address`, `mails-per-block` and `mails`.
  ACCOUNT_MAILS("too many sign-ups or forgotten passwords come from this address"),
  /// `parley.http.accounts.requests-per-address` and `requests-per-block`.
  ACCOUNT_REQUESTS("too many sign-ins or links come from this address"),
  /// `parley.http.directories`.
  DIRECTORY_REQUESTS("too many requests come from this company's directory"),
  /// `parley.tokens.guesses`.
  WRONG_TOKENS("too many wrong tokens came from this address");

  private final String sentence;

  Limit(String sentence) {
    this.sentence = sentence;
  }

  /// For people; reveals nothing about other clients.
  public String sentence() {
    return sentence;
  }

  /// Of metrics.
  public String label() {
    return ConstantWord.of(this);
  }
}
