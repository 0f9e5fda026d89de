package io.parley.mail.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailLanguages;
import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.MailTemplates;
import io.parley.core.mail.OwnTemplate;
import io.parley.core.tenant.TenantId;
import io.parley.core.text.Unicode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Templates in resources: `kind.language.txt`, whose first line is the subject, and whose text
/// begins after an empty line. The same for every organisation, see [OwnFirst].
public final class BundledTemplates implements MailTemplates {
  /// The languages of all kinds, the one for all other readers first.
  static final List<String> LANGUAGES = MailLanguages.OF_PROGRAM;

  private static final String SUBJECT = "Subject: ";
  private static final String GAP = "\n\n";

  private final Map<Key, MailTemplate> templates;

  private record Key(MailKind kind, String language) {}

  private BundledTemplates(Map<Key, MailTemplate> templates) {
    this.templates = templates;
  }

  /// Reads all of them. A missing or damaged one is a bug of the build.
  public static BundledTemplates load() {
    var templates = new HashMap<Key, MailTemplate>();
    for (var kind : MailKind.values())
      for (var language : LANGUAGES)
        templates.put(
            new Key(kind, language), parse(kind, language, text(kind.word() + "." + language)));
    return new BundledTemplates(templates);
  }

  private static String text(String name) {
    try (var file = BundledTemplates.class.getResourceAsStream(name + ".txt")) {
      if (file == null) throw new IllegalStateException("no template " + name);
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MailTemplate parse(MailKind kind, String language, String file) {
    int gap = file.indexOf(GAP);
    if (!file.startsWith(SUBJECT) || gap < 0)
      throw new IllegalStateException("a template that begins otherwise than with its subject");
    return new MailTemplate(
        kind, language, file.substring(SUBJECT.length(), gap), file.substring(gap).strip());
  }

  @Override
  public CompletionStage<MailTemplate> find(TenantId tenant, MailKind kind, String language) {
    return CompletableFuture.completedStage(find(kind, language));
  }

  /// Those that organisations may replace with words of their own, by kind and language.
  public List<MailTemplate> replaceable() {
    return templates.values().stream()
        .filter(template -> OwnTemplate.KINDS.contains(template.kind()))
        .sorted(Comparator.comparing(MailTemplate::kind).thenComparing(MailTemplate::language))
        .toList();
  }

  MailTemplate find(MailKind kind, String language) {
    int region = language.indexOf('-');
    var known = Unicode.small(region < 0 ? language : language.substring(0, region));
    return templates.get(new Key(kind, LANGUAGES.contains(known) ? known : LANGUAGES.getFirst()));
  }
}
