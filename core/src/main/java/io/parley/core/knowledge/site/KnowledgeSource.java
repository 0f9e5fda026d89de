package io.parley.core.knowledge.site;

import io.parley.core.knowledge.ContentHash;
import io.parley.core.secret.Secrets;
import io.parley.core.text.Unicode;
import io.parley.core.tool.source.ToolSource;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// A site, a file of the web, or the resources of a tool source, read again and again.
///
/// @param id chosen by the operator; see [#ID]
/// @param collection of its documents
/// @param url of the first page, of the file, or `mcp://` and the name of a tool source
/// @param every time from the end of one run to the next; empty: only when somebody asks for it
/// @param hook name of the [secret][Secrets] that signs notes of changes, which must belong to the
///   host of `url`; empty: no such notes are taken
public record KnowledgeSource(
    String id,
    String collection,
    Kind kind,
    URI url,
    Optional<Duration> every,
    Reading reading,
    Optional<String> hook) {
  /// Ids: `[a-z0-9][a-z0-9_-]{0,62}`.
  public static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

  private static final Pattern MCP = Pattern.compile("mcp://" + ToolSource.NAME.pattern());

  /// After so many failures in a row the pause grows no more.
  public static final int FAILURES_MAX = 7;

  private static final Duration PAUSE_MIN = Duration.ofMinutes(1);
  private static final Duration PAUSE_MAX = Duration.ofHours(1);

  /// The most sources of one tenant.
  public static final int COUNT_MAX = 200;

  public static final int URL_MAX = 2_000;
  public static final int LABELS_MAX = 32;
  public static final int PATHS_MAX = 50;

  /// Of a document's file, in characters: an index has them.
  private static final int FILE_MAX = 300;

  /// The way in which a source is read.
  public enum Kind {
    /// The page of that address, and all that it leads to beside and below it.
    SITE("site"),
    /// One file, such as an export of a help desk, or all pages of a list.
    EXPORT("export"),
    /// The resources of a tool source, whose name is the host of the address `mcp://name`.
    RESOURCES("resources");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// Its name in tables and to clients.
    public String word() {
      return word;
    }

    public static Optional<Kind> of(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
  }

  /// @param pages asked for in one run of a site; empty: as many as the installation allows
  /// @param paths beginnings of paths: other pages of the site, but the first, are left out; of
  ///   resources, beginnings of their URIs; empty: none are
  /// @param labels of each document
  /// @param language of texts that do not say theirs
  /// @param login of an export; empty: it is there for everybody
  public record Reading(
      OptionalInt pages,
      List<String> paths,
      List<String> labels,
      Optional<String> language,
      Optional<Login> login) {
    public Reading {
      paths = List.copyOf(paths);
      labels = List.copyOf(labels);
    }
  }

  /// The proof of who asks, sent to the host of the source alone.
  ///
  /// @param secret name of a [secret][Secrets], which must belong to that host
  /// @param user with the secret as password (Basic, RFC 7617); empty: the secret is a token
  ///   (Bearer, RFC 6750)
  public record Login(String secret, Optional<String> user) {
    private static final Pattern USER = Pattern.compile("[^:\\p{Cntrl}]{1,200}");

    /// @throws IllegalArgumentException if the name or the user is of another form
    public Login {
      if (!Secrets.NAME.matcher(secret).matches())
        throw new IllegalArgumentException(
            "loginSecret is of another form (expected: the name of a secret)");
      if (user.isPresent() && !USER.matcher(user.get()).matches())
        throw new IllegalArgumentException(
            "loginUser is of another form (expected: ≤ 200 characters without a colon)");
    }
  }

  /// @throws IllegalArgumentException if the id, the address, the hook or the login is of another
  ///   form
  public KnowledgeSource {
    if (!ID.matcher(id).matches())
      throw new IllegalArgumentException("an id of another form (expected: " + ID + ")");
    if (kind == Kind.RESOURCES) {
      if (!MCP.matcher(url.toString()).matches())
        throw new IllegalArgumentException(
            "url is of another form (expected: mcp://name, with the name of a tool source)");
      if (hook.isPresent())
        throw new IllegalArgumentException("hookSecret is for sites and exports");
    } else if (!isWeb(url))
      throw new IllegalArgumentException(
          "url is of another form (expected: https://host/path, ≤ %d characters)"
              .formatted(URL_MAX));
    if (hook.isPresent() && !Secrets.NAME.matcher(hook.get()).matches())
      throw new IllegalArgumentException(
          "hookSecret is of another form (expected: the name of a secret)");
    if (reading.login().isPresent() && kind != Kind.EXPORT)
      throw new IllegalArgumentException(
          "loginSecret is for exports (expected: a site that everybody may read)");
  }

  private static boolean isWeb(URI url) {
    var scheme = url.getScheme() == null ? "" : Unicode.small(url.getScheme());
    return (scheme.equals("http") || scheme.equals("https"))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.toString().length() <= URL_MAX;
  }

  /// The name of the tool source whose resources these are.
  public String toolSource() {
    return url.getRawAuthority();
  }

  /// Sources of one host are read one after the other.
  public String host() {
    return Unicode.small(kind == Kind.RESOURCES ? url.getRawAuthority() : url.getHost());
  }

  /// The time from the end of a run to the next one; empty: only when somebody asks for it. A run
  /// that failed as a whole is repeated sooner, also of a source without a schedule, since its
  /// cause may be gone soon, such as a tool source that is not open yet: after a minute, and after
  /// each further failure twice as long, an hour at most.
  ///
  /// @param failures runs in a row that failed, the last one included; 0 if that did not
  public Optional<Duration> pause(int failures) {
    if (failures == 0) return every;
    var pause = PAUSE_MIN.multipliedBy(1L << (Math.min(failures, FAILURES_MAX) - 1));
    var longest = pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX;
    return every.filter(usual -> usual.compareTo(longest) < 0).or(() -> Optional.of(longest));
  }

  /// The file of the documents that were read at an address. Each source has its own, so that none
  /// removes what another one has read.
  public String file(String address) {
    var name = "@" + id + place(address);
    if (name.length() <= FILE_MAX) return name;
    int end = Character.isLowSurrogate(name.charAt(FILE_MAX)) ? FILE_MAX - 1 : FILE_MAX;
    return name.substring(0, end) + "-" + ContentHash.of(address);
  }

  /// URIs of resources differ in any part, addresses of a site in their paths.
  private String place(String address) {
    if (kind == Kind.RESOURCES) return "/" + address;
    int path = address.indexOf('/', address.indexOf("://") + 3);
    return path < 0 ? "/" : address.substring(path);
  }

  /// Whether documents that were read for the other one are still those of this one.
  public boolean isSamePlace(KnowledgeSource other) {
    return collection.equals(other.collection)
        && kind == other.kind
        && origin().equals(other.origin());
  }

  /// Whether the same bytes make the same documents.
  public boolean isSameText(KnowledgeSource other) {
    return reading.labels().equals(other.reading.labels())
        && reading.language().equals(other.reading.language());
  }

  private String origin() {
    return Unicode.small(url.getScheme() + "://" + url.getRawAuthority());
  }
}
