package io.parley.http.knowledge;

import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.Malformed;
import io.parley.http.route.Call;

/// The organisation of a request for which nobody has to sign in: that of the sender's access token
/// or API key, if there is one; otherwise the one that the address names, `?organisation=<id>`; or
/// else the installation's own.
final class NamedOrganisation {
  private NamedOrganisation() {}

  /// @throws Malformed when the address names it in another form
  static TenantId of(Call call) {
    return call.proven()
        .map(sender -> sender.principal().tenant())
        .orElseGet(
            () ->
                call.query("organisation").map(NamedOrganisation::tenant).orElse(TenantId.DEFAULT));
  }

  private static TenantId tenant(String text) {
    return OrganisationId.parse(text)
        .orElseThrow(
            () ->
                new Malformed(
                    "the query parameter organisation is of another form (expected: an"
                        + " organisation's id)"))
        .tenant();
  }
}
