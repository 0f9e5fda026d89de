package io.parley.core.mail;

import io.parley.core.text.ConstantWord;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The occasions of mail. Each has placeholders that its caller gives values for.
public enum MailKind {
  /// To somebody who signed an organisation up: proves the address.
  VERIFY(Duration.ofHours(24)),
  /// To the client of an organisation that staff made.
  CLAIM(Duration.ofHours(24)),
  INVITATION(Duration.ofHours(24)),
  /// Sets a new password. After an hour nobody waits for it any more.
  RESET(Duration.ofHours(1)),
  OWNERSHIP_OFFER(Duration.ofHours(24)),
  /// Somebody signed in from a place that the account was not used at before.
  NEW_SIGN_IN(Duration.ofHours(24)),
  /// A passkey signed with a counter that went back: somebody has a copy of it.
  PASSKEY_COPIED(Duration.ofHours(24)),
  /// The password of an account was changed, or set by a link.
  PASSWORD_CHANGED(Duration.ofHours(24)),
  SECOND_FACTOR_ON(Duration.ofHours(24)),
  SECOND_FACTOR_OFF(Duration.ofHours(24)),
  PASSKEY_ADDED(Duration.ofHours(24)),
  /// A webhook of the organisation failed for a day, and is switched off.
  WEBHOOK_OFF(Duration.ofHours(24));

  /// The one value that is an address of the web; all others are texts on one line.
  public static final String LINK = "link";

  private static final String ORGANISATION = "organisation";

  private final Duration useful;

  MailKind(Duration useful) {
    this.useful = useful;
  }

  /// How long it is tried to send it.
  public Duration useful() {
    return useful;
  }

  /// The names of its values.
  public Set<String> placeholders() {
    return switch (this) {
      case VERIFY, CLAIM -> Set.of(ORGANISATION, LINK);
      case INVITATION -> Set.of(ORGANISATION, "inviter", LINK);
      case RESET -> Set.of(LINK);
      case OWNERSHIP_OFFER -> Set.of(ORGANISATION, "owner", LINK);
      case NEW_SIGN_IN, PASSKEY_COPIED -> Set.of("device", "time", LINK);
      case WEBHOOK_OFF -> Set.of(ORGANISATION, "webhook", LINK);
      case PASSWORD_CHANGED, SECOND_FACTOR_ON, SECOND_FACTOR_OFF, PASSKEY_ADDED ->
          Set.of("time", LINK);
    };
  }

  /// In small letters with hyphens, for stores and files; never changes.
  public String word() {
    return ConstantWord.of(this);
  }

  /// Empty for a word of a later release.
  public static Optional<MailKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
