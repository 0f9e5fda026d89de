package io.parley.mail.template;

import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.MailTemplates;
import io.parley.core.mail.OwnTemplate;
import io.parley.core.mail.OwnTemplates;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.Unicode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// An organisation's own words come before those of the program, language by language: a reader
/// gets the own ones in another language only where the program has none in the reader's, either.
public final class OwnFirst implements MailTemplates {
  private final OwnTemplates own;
  private final BundledTemplates program;

  public OwnFirst(OwnTemplates own, BundledTemplates program) {
    this.own = own;
    this.program = program;
  }

  @Override
  public CompletionStage<MailTemplate> find(TenantId tenant, MailKind kind, String language) {
    if (!OwnTemplate.KINDS.contains(kind)) return program.find(tenant, kind, language);
    return own.of(tenant).thenApply(all -> chosen(all, kind, Unicode.small(language)));
  }

  private MailTemplate chosen(List<OwnTemplates.Written> all, MailKind kind, String language) {
    int region = language.indexOf('-');
    var known = region < 0 ? language : language.substring(0, region);
    var bundled = program.find(kind, language);
    return of(all, kind, language)
        .or(() -> of(all, kind, known))
        .or(() -> Optional.of(bundled).filter(found -> found.language().equals(known)))
        .or(() -> of(all, kind, bundled.language()))
        .orElse(bundled);
  }

  private static Optional<MailTemplate> of(
      List<OwnTemplates.Written> all, MailKind kind, String language) {
    return all.stream()
        .map(OwnTemplates.Written::template)
        .filter(each -> each.kind() == kind && each.language().equals(language))
        .findFirst();
  }
}
