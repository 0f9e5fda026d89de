package io.parley.identity.passkey;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.util.Optional;
import java.util.Set;

/// Shows the library the one passkey that was found, or none: it asks a store while it checks, and
/// ours answers later.
///
/// @param known the passkey; empty for a registration
record OnePasskey(Optional<RegisteredCredential> known) implements CredentialRepository {
  @Override
  public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
    return Set.of();
  }

  @Override
  public Optional<ByteArray> getUserHandleForUsername(String username) {
    return Optional.empty();
  }

  @Override
  public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
    return known
        .filter(each -> each.getUserHandle().equals(userHandle))
        .map(each -> each.getUserHandle().getBase64Url());
  }

  @Override
  public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
    return known
        .filter(each -> each.getCredentialId().equals(credentialId))
        .filter(each -> each.getUserHandle().equals(userHandle));
  }

  /// None: whether an id is known already is decided by the store, as it adds it.
  @Override
  public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
    return Set.of();
  }
}
