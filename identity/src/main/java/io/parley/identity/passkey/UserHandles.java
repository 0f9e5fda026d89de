package io.parley.identity.passkey;

import io.parley.core.person.PersonId;
import java.nio.ByteBuffer;
import java.util.Base64;

/// Names of people in authenticators: their ids, which say nothing about them.
public final class UserHandles {
  private static final int BYTES = 16;

  private UserHandles() {}

  /// In base64url.
  public static String of(PersonId person) {
    var bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(person.value().getMostSignificantBits())
            .putLong(person.value().getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
