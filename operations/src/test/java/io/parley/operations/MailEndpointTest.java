package io.parley.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.mail.MailBody;
import io.parley.core.mail.MailId;
import io.parley.core.mail.MailMessage;
import io.parley.core.person.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.junit.jupiter.api.Test;

class MailEndpointTest {
  @Test
  void mails_are_shown_whole() {
    var mail =
        new MailMessage(
            new MailId(new UUID(1, 2)),
            new EmailAddress("ada@example.org"),
            new MailBody("Confirm", "Open it:\n\nhttps://a.example/link#s3cret\n", "<p>"),
            Instant.parse("2026-11-26T12:00:00Z"));
    var answer =
        MailEndpoint.of(() -> List.of(mail)).handler().answer(null).toCompletableFuture().join();
    assertThat(answer.status().intValue()).isEqualTo(200);
    assertThat(((HttpEntity.Strict) answer.entity()).getData().utf8String())
        .isEqualTo(
            "{\"mails\":[{\"id\":\"00000000-0000-0001-0000-000000000002\","
                + "\"to\":\"ada@example.org\",\"subject\":\"Confirm\","
                + "\"text\":\"Open it:\\n\\nhttps://a.example/link#s3cret\\n\","
                + "\"orderedAt\":\"2026-11-26T12:00:00.000Z\"}]}");
  }
}
