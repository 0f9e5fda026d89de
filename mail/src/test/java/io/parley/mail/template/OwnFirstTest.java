package io.parley.mail.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.core.audit.Act;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.OwnTemplate;
import io.parley.core.mail.OwnTemplates;
import io.parley.core.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class OwnFirstTest {
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");

  private final WrittenOnes own = new WrittenOnes();
  private final OwnFirst templates = new OwnFirst(own, BundledTemplates.load());

  /// Read only.
  private static final class WrittenOnes implements OwnTemplates {
    private final Map<TenantId, List<OwnTemplates.Written>> all = new HashMap<>();
    private boolean isDown;

    void add(String language) {
      var template =
          new MailTemplate(
              MailKind.INVITATION,
              language,
              "Own words in " + language,
              "{{organisation}}\n\n{{link}}");
      all.computeIfAbsent(SHOP, _ -> new ArrayList<>())
          .add(new OwnTemplates.Written(new OwnTemplate(template).template(), Instant.EPOCH));
    }

    @Override
    public CompletionStage<List<OwnTemplates.Written>> of(TenantId tenant) {
      return isDown
          ? CompletableFuture.failedStage(new IllegalStateException("down"))
          : CompletableFuture.completedStage(all.getOrDefault(tenant, List.of()));
    }

    @Override
    public CompletionStage<Stored> put(TenantId tenant, OwnTemplate template, Act act) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> remove(
        TenantId tenant, MailKind kind, String language, Act act) {
      throw new UnsupportedOperationException();
    }
  }

  private String subject(TenantId tenant, String language) {
    return found(tenant, MailKind.INVITATION, language).subject();
  }

  private MailTemplate found(TenantId tenant, MailKind kind, String language) {
    return templates.find(tenant, kind, language).toCompletableFuture().join();
  }

  @Test
  void a_reader_gets_the_words_of_the_organisation_and_nobody_elses() {
    own.add("de");
    assertThat(subject(SHOP, "de")).isEqualTo("Own words in de");
    assertThat(subject(BANK, "de")).doesNotContain("Own words");
    assertThat(found(SHOP, MailKind.OWNERSHIP_OFFER, "de").subject()).doesNotContain("Own words");
  }

  @Test
  void a_region_has_its_own_words_or_those_of_its_language() {
    own.add("de");
    own.add("de-at");
    assertThat(subject(SHOP, "de-AT")).isEqualTo("Own words in de-at");
    assertThat(subject(SHOP, "de-CH")).isEqualTo("Own words in de");
  }

  @Test
  void a_language_that_only_the_program_has_comes_before_own_words_in_english() {
    own.add("en");
    assertThat(found(SHOP, MailKind.INVITATION, "es").language()).isEqualTo("es");
    assertThat(subject(SHOP, "es")).doesNotContain("Own words");
    assertThat(subject(SHOP, "fr")).isEqualTo("Own words in en");
  }

  @Test
  void an_organisation_may_have_languages_that_the_program_does_not_have() {
    own.add("pl");
    assertThat(subject(SHOP, "pl")).isEqualTo("Own words in pl");
    assertThat(found(SHOP, MailKind.INVITATION, "fr").language()).isEqualTo("en");
  }

  @Test
  void mails_of_accounts_ask_no_store_and_others_wait_for_it() {
    own.isDown = true;
    assertThat(found(SHOP, MailKind.RESET, "de").language()).isEqualTo("de");
    assertThatThrownBy(() -> subject(SHOP, "de")).hasMessageContaining("down");
  }
}
