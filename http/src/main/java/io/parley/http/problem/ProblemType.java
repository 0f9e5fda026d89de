package io.parley.http.problem;

import java.util.Arrays;
import java.util.Optional;

/// Every kind of problem that Parley answers with. Its URI is `/problems/` and [#slug], and serves
/// [#meaning]; slugs are part of the protocol and stay.
public enum ProblemType {
  INVALID_REQUEST(
      "invalid-request",
      400,
      Again.NO,
      "The request is not well formed",
      "Something in the request could not be understood. The detail names it and says what was"
          + " expected."),
  TOKEN_MISSING(
      "token-missing",
      401,
      Again.NO,
      "A token is needed",
      "Send the session's token as `Authorization: Bearer …`, or on a WebSocket as the second"
          + " subprotocol, `bearer.<token>`."),
  TOKEN_EXPIRED(
      "token-expired",
      401,
      Again.NO,
      "The token has expired",
      "Tokens last 24 hours, or until they are revoked. Ask for a fresh one with `POST"
          + " /v1/sessions/{id}/token` before the old one expires; that works for a week, and for"
          + " a day after the session's end."),
  TOKEN_INVALID(
      "token-invalid",
      401,
      Again.NO,
      "The token is not valid",
      "It was not made by this installation, or is not accepted any more, or not from here."),
  NOT_ALLOWED(
      "not-allowed",
      403,
      Again.NO,
      "Not allowed in this role",
      "What may be done depends on the role in the token: customer, agent or operator; with an"
          + " API key on its scopes."),
  ORIGIN_NOT_ALLOWED(
      "origin-not-allowed",
      403,
      Again.NO,
      "This web site may not connect",
      "Pages of other web sites may connect only when their origin is in `parley.http.origins`."),
  SESSION_NOT_FOUND(
      "session-not-found",
      404,
      Again.NO,
      "No such session",
      "There is no session of this id, or the token does not open it."),
  NOT_FOUND("not-found", 404, Again.NO, "Nothing here", "There is nothing under this address."),
  NOT_YET_ARCHIVED(
      "not-yet-archived",
      404,
      Again.LATER,
      "The session is not archived yet",
      "A session is archived soon after it ended."),
  METHOD_NOT_ALLOWED(
      "method-not-allowed",
      405,
      Again.NO,
      "Another method is needed",
      "The `Allow` header names the methods that work here."),
  BODY_TOO_SLOW(
      "body-too-slow",
      408,
      Again.LATER,
      "The request did not arrive in time",
      "Its body arrived too slowly."),
  HEADER_TOO_SLOW(
      "header-too-slow",
      408,
      Again.LATER,
      "The request did not arrive in time",
      "Its header arrived too slowly."),
  VERSION_DIFFERS(
      "version-differs",
      409,
      Again.NO,
      "It was changed meanwhile",
      "Read the newest, change that."),
  TOO_MANY_DOCUMENTS(
      "too-many-documents",
      409,
      Again.NO,
      "The knowledge base is full",
      "Delete, or raise the limit."),
  FILE_NOT_READ(
      "file-not-read",
      422,
      Again.NO,
      "The file cannot be read",
      "Nothing was stored; see the detail."),
  ID_REUSED(
      "id-reused",
      409,
      Again.NO,
      "The id was used for something else",
      "Ids name one command each. The same id with the same content is answered again; other"
          + " content needs an id of its own."),
  SESSION_ENDED("session-ended", 409, Again.NO, "The session has ended", "Start a new one."),
  SESSION_DIFFERS(
      "session-differs",
      409,
      Again.NO,
      "The session was started with different parameters",
      "A session of this id was started with another agent, channel, customer or metadata."),
  RESUME_AHEAD(
      "resume-ahead",
      409,
      Again.NO,
      "The session has no event of this number",
      "It has no event of the number that was given as the last one known. The number belongs to"
          + " another session, or this one was restored from a backup. Forget what is known of it"
          + " and read it from the start, with `after=0`."),
  TURN_NOT_OPEN(
      "turn-not-open", 409, Again.NO, "The turn is not open", "It has ended, or never began."),
  CALL_NOT_FOUND(
      "call-not-found",
      409,
      Again.NO,
      "No such tool call is waiting",
      "The session has no tool call of this id that waits for what was sent."),
  UNKNOWN_TARGET(
      "unknown-target", 422, Again.NO, "No such target", "It is none of the session's agent."),
  TARGET_CLOSED("target-closed", 409, Again.NO, "Closed", "The detail says when it is open."),
  TRANSFER_UNDER_WAY("transfer-under-way", 409, Again.NO, "Under way", "See its outcome first."),
  TRANSFER_NOT_POSSIBLE(
      "transfer-not-possible", 409, Again.NO, "Not possible", "This call cannot be handed over."),
  ALREADY_DECIDED(
      "already-decided",
      409,
      Again.NO,
      "The approval was already decided",
      "Somebody else decided first, or the request expired."),
  CALLBACK_EXPIRED("callback-expired", 410, Again.NO, "Too late", "The call waits no more."),
  CALLBACK_UNKNOWN("callback-unknown", 404, Again.NO, "Not known", "No call waits there."),
  CALLBACK_UNSIGNED("callback-unsigned", 401, Again.NO, "Not signed", "Sign it again, now."),
  CALLBACK_ANSWERED("callback-answered", 409, Again.NO, "Answered", "It has another answer."),
  MEMBER_REACHABLE(
      "member-reachable",
      409,
      Again.NO,
      "The member is alive",
      "Only a member that does not answer can be declared dead. Have it leave instead: its sessions"
          + " move first."),
  TOO_MANY_WAITING(
      "too-many-waiting",
      409,
      Again.LATER,
      "Too many messages wait for an answer",
      "Wait until the reply under way is done."),
  TOO_MANY_RATINGS(
      "too-many-ratings",
      409,
      Again.NO,
      "The conversation was rated before",
      "A rating may be changed a few times; the last one counts."),
  DEFINED_BY_FILE(
      "defined-by-file",
      409,
      Again.NO,
      "It is defined in the configuration",
      "Change the configuration of all nodes, and restart them."),
  LIMIT_REACHED(
      "limit-reached",
      409,
      Again.NO,
      "There are too many of these",
      "The detail says how many there may be. Delete one first."),
  TOO_LONG("too-long", 413, Again.NO, "A text is too long", "The detail says how long it may be."),
  BODY_TOO_LARGE(
      "body-too-large",
      413,
      Again.NO,
      "The request is too large",
      "The detail says how large it may be."),
  UNSUPPORTED_MEDIA_TYPE(
      "unsupported-media-type",
      415,
      Again.NO,
      "The body is not JSON",
      "Send JSON in UTF-8 with `Content-Type: application/json`."),
  RANGE_NOT_SATISFIABLE(
      "range-not-satisfiable", 416, Again.NO, "There are no such bytes", "See `Content-Range`."),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused",
      422,
      Again.NO,
      "The idempotency key was used before",
      "An `Idempotency-Key` names one request of its caller. The same key with the same content"
          + " within a day (a visitor's within an hour, and only one that nobody can guess) is"
          + " answered again; everything else needs a key of its own."),
  UPGRADE_REQUIRED(
      "upgrade-required",
      426,
      Again.NO,
      "This address speaks WebSocket",
      "Connect with a WebSocket (RFC 6455) and the subprotocol `parley.v1`."),
  RATE_LIMITED(
      "rate-limited",
      429,
      Again.LATER,
      "Too much, too fast",
      "`Retry-After` says when to come back; `RateLimit` and `RateLimit-Policy` say what is"
          + " allowed."),
  CHALLENGE_REQUIRED(
      "challenge-required",
      429,
      Again.LATER,
      "A proof of work is required",
      "More sessions are started than usual. Solve the `challenge`, a proof of work, and send the"
          + " same request with its answer in `Challenge-Answer`; or wait as `Retry-After` says."),
  TOO_MANY_FRAMES(
      "too-many-frames", 429, Again.LATER, "Too many frames", "The socket sent more than allowed."),
  HEADERS_TOO_LARGE(
      "headers-too-large", 431, Again.NO, "The headers are too large", "Send fewer, or shorter."),
  INTERNAL(
      "internal",
      500,
      Again.LATER,
      "Something went wrong here",
      "It was logged under the request id. The request may have been stored; sending it again"
          + " under the same id is safe."),
  SESSION_DAMAGED(
      "session-damaged",
      500,
      Again.NO,
      "The session is damaged",
      "Its stored events cannot be read, so it is closed; nothing that was said is deleted."
          + " Asking again does not help until an operator repairs it. Start a"
          + " new session meanwhile."),
  MODEL_UNAVAILABLE(
      "model-unavailable",
      503,
      Again.LATER,
      "No answer could be made",
      "The language model did not answer, even after several tries. Say it again a little"
          + " later, or ask for a human."),
  BUDGET_EXHAUSTED(
      "budget-exhausted",
      503,
      Again.LATER,
      "No answer could be made",
      "The budget for language models in this period is spent. `GET /v1/budgets` tells"
          + " operators more."),
  CONTENT_FILTERED(
      "content-filtered",
      502,
      Again.NO,
      "No answer may be given",
      "The content filter of the language model's provider withholds the answer, or what there was"
          + " of it: what was shown is void. The same words would be answered the same way; say it"
          + " in other words, or ask for a human."),
  EMPTY_REPLY(
      "empty-reply", 502, Again.LATER, "No answer was made", "Say it again in other words."),
  REPLY_ABANDONED(
      "reply-abandoned",
      500,
      Again.LATER,
      "The reply could not be made",
      "It was started several times and never completed. Say it again, or ask for a human."),
  REPLY_CRASHED(
      "reply-crashed",
      500,
      Again.LATER,
      "The reply could not be made",
      "Servers ended while they were making it, and it is not tried again. Say it in other words,"
          + " or ask for a human."),
  REPLY_FAILED(
      "reply-failed",
      500,
      Again.LATER,
      "The reply could not be made",
      "Say it again, or ask for a human."),
  INVALID_OFFER(
      "invalid-offer",
      400,
      Again.NO,
      "The offer cannot be met",
      "The detail says what was expected of the SDP offer, or of the fragment of one."),
  NO_SUCH_CALL(
      "no-such-call",
      404,
      Again.NO,
      "No such call",
      "The session has no call of this id: it has ended, or never began."),
  VOICE_UNAVAILABLE(
      "voice-unavailable",
      503,
      Again.LATER,
      "There are no calls just now",
      "The detail says why; `GET /v1/voice` says it in advance. Writing always works."),
  CALLS_OUT_OFF(
      "calls-out-off",
      503,
      Again.NO,
      "Nobody can be called",
      "This installation has no provider that dials. Set `parley.telephony.outbound.by` and its"
          + " credentials."),
  SECRETS_LOCKED(
      "secrets-locked",
      503,
      Again.NO,
      "There is no key for secrets",
      "This installation cannot encrypt secrets. Set `PARLEY_SECRET_KEYS`, the same on all nodes,"
          + " and restart them."),
  TOOL_SOURCE_UNAVAILABLE(
      "tool-source-unavailable", 503, Again.LATER, "No answer from the source", "Try it later."),
  NOT_BUILT("not-built", 501, Again.NO, "Not built yet", "Parley will do this in a later version."),
  UNAVAILABLE(
      "unavailable",
      503,
      Again.LATER,
      "The session cannot answer just now",
      "It is not known whether the command was stored. Sending it again under the same id is safe,"
          + " and returns its result."),
  DRAINING(
      "draining",
      503,
      Again.LATER,
      "This node is shutting down",
      "Connect again with the last `seq`: another node answers, and nothing is lost."),
  OVERLOADED(
      "overloaded",
      503,
      Again.LATER,
      "Too much at once",
      "This server is at its capacity, and nothing was done. `Retry-After` says when"
          + " to come back."),
  READER_TOO_SLOW(
      "reader-too-slow",
      503,
      Again.LATER,
      "This reader is too slow",
      "More happened than could be sent to it. Connect again with the last `seq`: nothing is"
          + " lost."),
  BAD_FRAMES("bad-frames", 400, Again.NO, "Too many invalid frames", "The socket was closed."),
  FRAME_TOO_LARGE(
      "frame-too-large", 413, Again.NO, "The frame is too large", "Send smaller frames."),
  NOT_TEXT("not-text", 415, Again.NO, "Text frames only", "Send JSON as WebSocket text frames."),
  PROTOCOL_ERROR("protocol-error", 400, Again.NO, "Not the WebSocket protocol", "See RFC 6455."),
  IDLE("idle", 408, Again.LATER, "Idle too long", "Connect again when there is something to say.");

  private final String slug;
  private final int status;
  private final Again again;
  private final String title;
  private final String meaning;

  ProblemType(String slug, int status, Again again, String title, String meaning) {
    this.slug = slug;
    this.status = status;
    this.again = again;
    this.title = title;
    this.meaning = meaning;
  }

  public String slug() {
    return slug;
  }

  /// The URI reference that names this kind.
  public String uri() {
    return uri(slug);
  }

  /// The URI reference of the kind `slug`, which need not be in this table.
  public static String uri(String slug) {
    return "/problems/" + slug;
  }

  public int status() {
    return status;
  }

  public boolean retryable() {
    return again == Again.LATER;
  }

  public String title() {
    return title;
  }

  public String meaning() {
    return meaning;
  }

  public static Optional<ProblemType> find(String slug) {
    return Arrays.stream(values()).filter(type -> type.slug.equals(slug)).findFirst();
  }
}
