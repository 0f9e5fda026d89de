package io.parley.core.access;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How far a client has come. Each stage has one leading role, and is handed to the next one.
public enum Stage {
  SALES(PlatformRole.SALES_AGENT),
  ONBOARDING(PlatformRole.ONBOARDING_SPECIALIST),
  SUCCESS(PlatformRole.SUCCESS_MANAGER);

  private final PlatformRole lead;

  Stage(PlatformRole lead) {
    this.lead = lead;
  }

  /// The role that leads this stage.
  public PlatformRole lead() {
    return lead;
  }

  /// Stages that this one may be handed to: a colleague of the same role, the next role, or back to
  /// onboarding, such as for a second brand.
  public Set<Stage> next() {
    return switch (this) {
      case SALES -> Set.of(SALES, ONBOARDING);
      case ONBOARDING -> Set.of(ONBOARDING, SUCCESS);
      case SUCCESS -> Set.of(SUCCESS, ONBOARDING);
    };
  }

  /// The stage that a role leads; empty for operators and specialists.
  public static Optional<Stage> ledBy(PlatformRole role) {
    return Stream.of(values()).filter(stage -> stage.lead == role).findFirst();
  }

  /// In small letters. For stores and protocols; never changes.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Stage> of(String word) {
    return Stream.of(values()).filter(stage -> stage.word().equals(word)).findFirst();
  }
}
