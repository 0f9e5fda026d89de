package io.parley.http.problem;

import io.parley.http.json.JsonText;
import java.util.Arrays;
import java.util.Optional;

/// Every kind of problem that Parley answers with. Its URI is `/problems/` and [#slug], and serves
/// [#meaning]; slugs are part of the protocol and stay.
public enum ProblemType {
  INVALID_REQUEST(
      400,
      "The request is not well formed",
      "Something in the request could not be understood. The detail names it and says what was"
          + " expected."),
  TOKEN_MISSING(
      401,
      "A token is needed",
      "Send the session's token as `Authorization: Bearer …`, or on a WebSocket as the second"
          + " subprotocol, `bearer.<token>`."),
  TOKEN_EXPIRED(
      401,
      "The token has expired",
      "A session's token lasts 24 hours, or until it is revoked. Ask for a fresh one with `POST"
          + " /v1/sessions/{id}/token` before the old one expires; that works for a week, and for"
          + " a day after the session's end. A person's lasts an hour: `POST"
          + " /v1/sign-ins/renewal` gives the next."),
  TOKEN_INVALID(
      401,
      "The token is not valid",
      "It was not made by this installation, or is not accepted any more, or not from here."),
  SIGN_IN_REFUSED(
      401,
      "Not signed in",
      "The address, the password or the code is not right. The answer is the same for each, and"
          + " for an address without an account."),
  CODE_NEEDED(
      401,
      "A code is needed",
      "The password is right, and the account has a second factor. Send the same request with"
          + " `code`: of the authenticator app, or one of the recovery codes."),
  SIGN_IN_ENDED(
      401,
      "The sign-in has ended",
      "It was ended, is too old, or its token was used by somebody else. Sign in again."),
  SSO_NEEDED(
      401,
      "Sign in at the provider",
      "The organisation wants its people to sign in at its own provider. The detail names it."),
  NOT_ALLOWED(
      403,
      "Not allowed in this role",
      "Permissions depend on the role in the token: customer, agent or operator; with an"
          + " API key on its scopes; of a person on the roles in the organisation."),
  ORIGIN_NOT_ALLOWED(
      403,
      "This web site may not connect",
      "Pages of other web sites may connect only when their origin is in `parley.http.origins`."),
  SIGN_UP_CLOSED(
      403,
      "Nobody signs up here",
      "This installation takes companies by invitation. `parley.accounts.sign-up = open` changes"
          + " that."),
  ORGANISATION_STOPPED(
      403,
      "This company is not served",
      "The organisation is suspended or being deleted: no session starts, and no message or call"
          + " is taken. Everything that was said remains, and may be read."),
  SESSION_NOT_FOUND(
      404, "No such session", "There is no session of this id, or the token does not open it."),
  NOT_FOUND(404, "Nothing here", "There is nothing under this address."),
  NOT_YET_ARCHIVED(
      404,
      Again.LATER,
      "The session is not archived yet",
      "A session is archived soon after it ended."),
  METHOD_NOT_ALLOWED(
      405, "Another method is needed", "The `Allow` header names the methods that work here."),
  BODY_TOO_SLOW(
      408, Again.LATER, "The request did not arrive in time", "Its body arrived too slowly."),
  HEADER_TOO_SLOW(
      408, Again.LATER, "The request did not arrive in time", "Its header arrived too slowly."),
  VERSION_DIFFERS(409, "It was changed meanwhile", "Read the newest, change that."),
  TOO_MANY_DOCUMENTS(409, "The knowledge base is full", "Delete, or raise the limit."),
  STORAGE_FULL(
      409,
      "The organisation's storage is used up",
      "Delete documents, or ask for a larger quota. Conversations go on."),
  FILE_NOT_READ(422, "The file cannot be read", "Nothing was stored; see the detail."),
  ID_REUSED(
      409,
      "The id was used for something else",
      "Ids name one command each. The same id with the same content is answered again; other"
          + " content needs an id of its own."),
  SESSION_ENDED(409, "The session has ended", "Start a new one."),
  SESSION_ACTIVE(409, "The session goes on", "End it, then erase it."),
  SESSION_DIFFERS(
      409,
      "The session was started with different parameters",
      "A session of this id was started with another agent, channel, customer or metadata."),
  RESUME_AHEAD(
      409,
      "The session has no event of this number",
      "It has no event of the number that was given as the last one known. The number belongs to"
          + " another session, or this one was restored from a backup. Forget what is known of it"
          + " and read it from the start, with `after=0`."),
  TURN_NOT_OPEN(409, "The turn is not open", "It has ended, or never began."),
  CALL_NOT_FOUND(
      409,
      "No such tool call is waiting",
      "The session has no tool call of this id that waits for what was sent."),
  UNKNOWN_TARGET(422, "No such target", "It is none of the session's agent."),
  TARGET_CLOSED(409, "Closed", "The detail says when it is open."),
  TRANSFER_UNDER_WAY(409, "Under way", "See its outcome first."),
  TRANSFER_NOT_POSSIBLE(409, "Not possible", "This call cannot be handed over."),
  ALREADY_DECIDED(
      409,
      "The approval was already decided",
      "Somebody else decided first, or the request expired."),
  CALLBACK_EXPIRED(410, "Too late", "The call waits no more."),
  CALLBACK_UNKNOWN(404, "Not known", "No call waits there."),
  CALLBACK_UNSIGNED(401, "Not signed", "Sign it again, now."),
  CALLBACK_ANSWERED(409, "Answered", "It has another answer."),
  MEMBER_REACHABLE(
      409,
      "The member is alive",
      "Only a member that does not answer can be declared dead. Have it leave instead: its sessions"
          + " move first."),
  TOO_MANY_WAITING(
      409,
      Again.LATER,
      "Too many messages wait for an answer",
      "Wait until the reply under way is done."),
  TOO_MANY_RATINGS(
      409,
      "The conversation was rated before",
      "A rating may be changed a few times; the last one counts."),
  ORGANISATION_REFUSED(
      409,
      "Not possible as things are",
      "The member `reason` is a word for programs, the detail a sentence."),
  DEFINED_BY_FILE(
      409,
      "It is defined in the configuration",
      "Change the configuration of all nodes, and restart them."),
  LIMIT_REACHED(
      409,
      "There are too many of these",
      "The detail says how many there may be. Delete one first."),
  TOO_LONG(413, "A text is too long", "The detail says how long it may be."),
  BODY_TOO_LARGE(413, "The request is too large", "The detail says how large it may be."),
  UNSUPPORTED_MEDIA_TYPE(
      415, "The body is not JSON", "Send JSON in UTF-8 with `Content-Type: application/json`."),
  RANGE_NOT_SATISFIABLE(416, "There are no such bytes", "See `Content-Range`."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "The idempotency key was used before",
      "An `Idempotency-Key` names one request of its caller. The same key with the same content"
          + " within a day (a visitor's within an hour, and only one that nobody can guess) is"
          + " answered again; everything else needs a key of its own."),
  PASSWORD_REFUSED(
      422,
      "Choose another password",
      "The member `reason` says why: `too-short`, `too-long`, `unreadable`, `common` (it is known"
          + " from other sites), or `personal` (a name or an address)."),
  UPGRADE_REQUIRED(
      426,
      "This address speaks WebSocket",
      "Connect with a WebSocket (RFC 6455) and the subprotocol `parley.v1`."),
  RATE_LIMITED(
      429,
      Again.LATER,
      "Too much, too fast",
      "`Retry-After` says when to come back; `RateLimit` and `RateLimit-Policy` say what is"
          + " allowed."),
  CHALLENGE_REQUIRED(
      429,
      Again.LATER,
      "A proof of work is required",
      "More sessions are started than usual. Solve the `challenge`, a proof of work, and send the"
          + " same request with its answer in `Challenge-Answer`; or wait as `Retry-After` says."),
  TOO_MANY_FRAMES(429, Again.LATER, "Too many frames", "The socket sent more than allowed."),
  HEADERS_TOO_LARGE(431, "The headers are too large", "Send fewer, or shorter."),
  INTERNAL(
      500,
      Again.LATER,
      "Something went wrong here",
      "It was logged under the request id. The request may have been stored; sending it again"
          + " under the same id is safe."),
  SESSION_DAMAGED(
      500,
      "The session is damaged",
      "Its stored events cannot be read, so it is closed; nothing that was said is deleted."
          + " Asking again does not help until an operator repairs it. Start a"
          + " new session meanwhile."),
  MODEL_UNAVAILABLE(
      503,
      Again.LATER,
      "No answer could be made",
      "The language model did not answer, even after several tries. Say it again a little"
          + " later, or ask for a human."),
  BUDGET_EXHAUSTED(
      503,
      Again.LATER,
      "No answer could be made",
      "The budget for language models in this period is spent. `GET /v1/budgets` tells"
          + " operators more."),
  CONTENT_FILTERED(
      502,
      "No answer may be given",
      "The content filter of the language model's provider withholds the answer, or what there was"
          + " of it: what was shown is void. The same words would be answered the same way; say it"
          + " in other words, or ask for a human."),
  EMPTY_REPLY(502, Again.LATER, "No answer was made", "Say it again in other words."),
  REPLY_ABANDONED(
      500,
      Again.LATER,
      "The reply could not be made",
      "It was started several times and never completed. Say it again, or ask for a human."),
  REPLY_CRASHED(
      500,
      Again.LATER,
      "The reply could not be made",
      "Servers ended while they were making it, and it is not tried again. Say it in other words,"
          + " or ask for a human."),
  REPLY_FAILED(
      500, Again.LATER, "The reply could not be made", "Say it again, or ask for a human."),
  INVALID_OFFER(
      400,
      "The offer cannot be met",
      "The detail says what was expected of the SDP offer, or of the fragment of one."),
  NO_SUCH_CALL(
      404, "No such call", "The session has no call of this id: it has ended, or never began."),
  VOICE_UNAVAILABLE(
      503,
      Again.LATER,
      "There are no calls just now",
      "The detail says why; `GET /v1/voice` says it in advance. Writing always works."),
  CALLS_OUT_OFF(
      503,
      "Nobody can be called",
      "This installation has no provider that dials. Set `parley.telephony.outbound.by` and its"
          + " credentials."),
  SECRETS_LOCKED(
      503,
      "There is no key for secrets",
      "This installation cannot encrypt secrets. Set `PARLEY_SECRET_KEYS`, the same on all nodes,"
          + " and restart them."),
  NAME_SERVERS_UNAVAILABLE(
      503, Again.LATER, "No name server answered", "The domain may be right. Try it later."),
  TOOL_SOURCE_UNAVAILABLE(503, Again.LATER, "No answer from the source", "Try it later."),
  UNAVAILABLE(
      503,
      Again.LATER,
      "The session cannot answer just now",
      "It is not known whether the command was stored. Sending it again under the same id is safe,"
          + " and returns its result."),
  DRAINING(
      503,
      Again.LATER,
      "This node is shutting down",
      "Connect again with the last `seq`: another node answers, and nothing is lost."),
  OVERLOADED(
      503,
      Again.LATER,
      "Too much at once",
      "This server is at its capacity, and nothing was done. `Retry-After` says when"
          + " to come back."),
  READER_TOO_SLOW(
      503,
      Again.LATER,
      "This reader is too slow",
      "More happened than could be sent to it. Connect again with the last `seq`: nothing is"
          + " lost."),
  BAD_FRAMES(400, "Too many invalid frames", "The socket was closed."),
  FRAME_TOO_LARGE(413, "The frame is too large", "Send smaller frames."),
  NOT_TEXT(415, "Text frames only", "Send JSON as WebSocket text frames."),
  PROTOCOL_ERROR(400, "Not the WebSocket protocol", "See RFC 6455."),
  IDLE(408, Again.LATER, "Idle too long", "Connect again when there is something to say.");

  private final String slug;
  private final int status;
  private final Again again;
  private final String title;
  private final String meaning;

  /// A kind that asking again does not change.
  ProblemType(int status, String title, String meaning) {
    this(status, Again.NO, title, meaning);
  }

  ProblemType(int status, Again again, String title, String meaning) {
    this.slug = JsonText.word(this);
    this.status = status;
    this.again = again;
    this.title = title;
    this.meaning = meaning;
  }

  /// The constant's name in small letters with hyphens, so that no constant is renamed.
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
