package io.parley.http.organisation;

import io.parley.core.mail.MailTemplate;
import io.parley.core.mail.OwnTemplates;
import java.util.List;

/// The words of mails that organisations may write.
///
/// @param own of organisations
/// @param program those that count without own ones, by kind and language
public record MailWords(OwnTemplates own, List<MailTemplate> program) {
  public MailWords {
    program = List.copyOf(program);
  }
}
