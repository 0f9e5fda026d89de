package io.parley.http.organisation;

import io.parley.core.mail.MailId;
import io.parley.core.mail.MailKind;
import io.parley.core.mail.NewMail;
import io.parley.core.organisation.TokenHash;
import io.parley.core.person.EmailAddress;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.text.RandomText;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/// Makes links, and the mails that carry them. The secret of a link is in its fragment, which
/// browsers do not send: it is in no log of a server or proxy. Thread safe.
public final class LinkMails {
  private static final int TOKEN_BYTES = 32;

  private final Supplier<URI> address;
  private final SecureRandom random;

  /// @param address under which browsers reach this installation, without a slash at its end; asked
  ///   for each link, as a development machine knows it when its port is open. Never the name that
  ///   a request claims: a link would lead to its sender
  public LinkMails(Supplier<URI> address, SecureRandom random) {
    this.address = address;
    this.random = random;
  }

  /// The address to a page and a secret, of which only the hash is stored.
  record Link(String address, TokenHash hash) {
    @Override
    public String toString() {
      return "Link[(not shown)]";
    }
  }

  /// A new link, with 256 random bits.
  Link link() {
    var token = RandomText.of(TOKEN_BYTES, random);
    return new Link(address.get() + "/link#" + token, TokenHash.of(token));
  }

  /// @param inviter the name of the person who invites
  NewMail invitation(Link link, OrganisationId id, String name, String inviter, Reader reader) {
    return mail(
        MailKind.INVITATION,
        id,
        reader,
        Map.of("organisation", name, "inviter", inviter, MailKind.LINK, link.address()));
  }

  NewMail claim(Link link, OrganisationId id, String name, Reader reader) {
    return mail(
        MailKind.CLAIM, id, reader, Map.of("organisation", name, MailKind.LINK, link.address()));
  }

  /// An offer has no secret: the member signs in, and sees it.
  ///
  /// @param owner the name of the person who offers
  NewMail ownershipOffer(OrganisationId id, String name, String owner, Reader reader) {
    return mail(
        MailKind.OWNERSHIP_OFFER,
        id,
        reader,
        Map.of(
            "organisation", name, "owner", owner, MailKind.LINK, address.get() + "/organisation"));
  }

  /// The reader of a mail.
  ///
  /// @param language a tag of BCP 47
  record Reader(EmailAddress address, String language) {}

  private static NewMail mail(
      MailKind kind, OrganisationId id, Reader reader, Map<String, String> values) {
    return new NewMail(
        new MailId(UUID.randomUUID()),
        id.tenant(),
        kind,
        reader.language(),
        reader.address(),
        values);
  }
}
