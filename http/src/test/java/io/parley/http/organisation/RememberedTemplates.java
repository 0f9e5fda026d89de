package io.parley.http.organisation;

import io.parley.core.audit.Act;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.OwnTemplate;
import io.parley.core.mail.OwnTemplates;
import io.parley.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Templates in memory, with the acts that changed them.
final class RememberedTemplates implements OwnTemplates {
  static final List<MailTemplate> PROGRAM =
      List.of(
          new MailTemplate(MailKind.INVITATION, "de", "Einladung", "{{organisation}}\n\n{{link}}"),
          new MailTemplate(
              MailKind.INVITATION, "en", "Invitation", "{{organisation}}\n\n{{link}}"));

  final Map<TenantId, List<Written>> kept = new HashMap<>();
  final List<Act> acts = new ArrayList<>();

  private List<Written> all(TenantId tenant) {
    return kept.computeIfAbsent(tenant, _ -> new ArrayList<>());
  }

  @Override
  public CompletionStage<List<Written>> of(TenantId tenant) {
    return CompletableFuture.completedStage(List.copyOf(all(tenant)));
  }

  @Override
  public CompletionStage<Stored> put(TenantId tenant, OwnTemplate template, Act act) {
    var wanted = template.template();
    if (!drop(tenant, wanted.kind(), wanted.language()) && all(tenant).size() >= COUNT_MAX)
      return CompletableFuture.completedStage(Stored.FULL);
    all(tenant).add(new Written(wanted, act.at()));
    acts.add(act);
    return CompletableFuture.completedStage(Stored.DONE);
  }

  @Override
  public CompletionStage<Boolean> remove(TenantId tenant, MailKind kind, String language, Act act) {
    acts.add(act);
    return CompletableFuture.completedStage(drop(tenant, kind, language));
  }

  private boolean drop(TenantId tenant, MailKind kind, String language) {
    return all(tenant)
        .removeIf(
            each -> each.template().kind() == kind && each.template().language().equals(language));
  }
}
